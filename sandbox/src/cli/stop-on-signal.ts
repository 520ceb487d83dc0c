import { readInstanceRecord } from '../instance/instance-record.ts';
import { isRunning } from '../instance/process-identity.ts';
import { tearDown } from '../stop-sandbox.ts';

/** Runs `start`; Ctrl-C or SIGTERM meanwhile takes the half-started instance down again and ends the process. */
export async function stopOnSignal<Result>(
  baseDir: string,
  name: string,
  start: () => Promise<Result>,
): Promise<Result> {
  const interrupt = (signal: NodeJS.Signals) => {
    process.stderr.write(`\n${signal}: taking ${name} down again …\n`);
    const record = readInstanceRecord(baseDir, name);
    // An instance of this name that another process started is not ours to take down.
    const ours =
      record?.state === 'starting' && record.startedBy.pid === process.pid && isRunning(record.startedBy);
    (ours ? tearDown(baseDir, record) : Promise.resolve())
      .catch((error: unknown) =>
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`),
      )
      .finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await start();
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
