import type { Command } from 'commander';
import { listInstanceNames, readInstanceRecord } from '../instance/instance-record.ts';
import { isRunning } from '../instance/process-identity.ts';
import { instanceJson } from './instance-json.ts';
import { addInstanceOptions, printResult } from './shared-options.ts';

interface StatusOptions {
  baseDir: string;
  json?: true;
}

function describe(baseDir: string, name: string) {
  const record = readInstanceRecord(baseDir, name);
  if (!record) return [];
  const ended = record.processes.filter((one) => !isRunning(one)).map((one) => one.role);
  const crashed = record.state === 'starting' && !isRunning(record.startedBy);
  const state = crashed
    ? 'start interrupted'
    : record.state === 'running' && ended.length > 0
      ? 'damaged'
      : record.state;
  return [{ ...instanceJson(baseDir, record), state, ended }];
}

export function addStatusCommand(program: Command): void {
  const command = program
    .command('status')
    .description('Every instance, its addresses, and which of its processes have ended.');
  addInstanceOptions(command).action((options: StatusOptions) => {
    const instances = listInstanceNames(options.baseDir).flatMap((name) => describe(options.baseDir, name));
    const lines = instances.map((one) =>
      [
        one.name,
        one.state,
        one.store?.url ?? '',
        one.ended.length > 0 ? `ended: ${one.ended.join(', ')}` : '',
      ]
        .join('  ')
        .trimEnd(),
    );
    printResult(options.json, { instances }, lines.length > 0 ? lines : ['No instance.']);
  });
}
