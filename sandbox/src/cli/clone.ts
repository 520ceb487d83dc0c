import type { Command } from 'commander';
import { cloneSandbox } from '../clone-sandbox.ts';
import { readInstanceRecord } from '../instance/instance-record.ts';
import { abortOnSignal } from './abort-on-signal.ts';
import { instanceJson } from './instance-json.ts';
import { addInstanceOptions, printResult, progressToStderr } from './shared-options.ts';

interface CloneCommandOptions {
  name: string;
  baseDir: string;
  json?: true;
  from: string;
  keepAddress?: true;
  environment?: string;
}

export function addCloneCommand(program: Command): void {
  const command = program
    .command('clone')
    .description('Copy a running shop, files and database, to another address, as a staging copy is made.');
  addInstanceOptions(command, 'copy')
    .option('--from <name>', 'the running instance to copy', 'default')
    .option('--keep-address', "leave the original's address in the database")
    .option('--environment <type>', 'WP_ENVIRONMENT_TYPE of the copy, for example staging')
    .action(async (options: CloneCommandOptions) => {
      const { baseDir, name } = options;
      const instance = await abortOnSignal((signal) =>
        cloneSandbox({
          from: options.from,
          name,
          baseDir,
          keepAddress: options.keepAddress ?? false,
          ...(options.environment === undefined ? {} : { environment: options.environment }),
          signal,
          progress: progressToStderr,
        }),
      );
      const record = readInstanceRecord(baseDir, name);
      if (!record) throw new Error(`The record of ${name} is gone.`);
      printResult(options.json, instanceJson(baseDir, record), [
        `${instance.store.url}  copy of ${options.from}`,
        `${instance.store.url}/wp-admin/  ${instance.store.adminUser} / ${instance.store.adminPassword}`,
      ]);
    });
}
