import { join } from 'node:path';
import type { InstancePaths } from '../instance/instance-paths.ts';

/** PHP as an ordinary host sets it, for the web and the command line of one instance alike. */
export function phpSettings(paths: InstancePaths): Record<string, string> {
  return {
    'date.timezone': 'UTC',
    memory_limit: '256M',
    max_execution_time: '30',
    upload_max_filesize: '8M',
    post_max_size: '8M',
    display_errors: '0',
    log_errors: '1',
    error_log: join(paths.logs, 'php.log'),
    sys_temp_dir: join(paths.run, 'tmp'),
    upload_tmp_dir: join(paths.run, 'tmp'),
    // No mail leaves the machine; what WordPress sends goes to mail.jsonl before it would come to this.
    sendmail_path: '/bin/false',
    'opcache.enable': '1',
    'opcache.enable_cli': '1',
    'opcache.memory_consumption': '192',
    'opcache.interned_strings_buffer': '16',
    'opcache.max_accelerated_files': '20000',
    'opcache.revalidate_freq': '0',
  };
}
