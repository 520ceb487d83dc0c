import { instancePaths } from '../instance/instance-paths.ts';
import type { InstanceRecord } from '../instance/instance-record.ts';

/** The JSON that `up`, `clone` and `status` print for an instance. Names are a promise: others read them. */
export function instanceJson(baseDir: string, record: InstanceRecord) {
  const paths = instancePaths(baseDir, record.name);
  return {
    name: record.name,
    state: record.state as string,
    dir: paths.dir,
    logs: paths.logs,
    mail: paths.mail,
    store: record.store,
    erp: record.erp,
    agent: record.agent,
    processes: record.processes.map(({ role, pid }) => ({ role, pid })),
  };
}
