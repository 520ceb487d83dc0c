import type { Command } from 'commander';
import { isRunning as isErpProcessRunning } from '../erp/find-process.ts';
import { type InstanceRecord, listInstanceNames, readInstanceRecord } from '../instance/instance-record.ts';
import { isRunning } from '../instance/process-identity.ts';
import { SandboxError } from '../sandbox-error.ts';
import { instanceJson } from './instance-json.ts';
import { addInstanceOptions, printResult } from './shared-options.ts';

interface StatusOptions {
  baseDir: string;
  json?: true;
}

function describe(baseDir: string, record: InstanceRecord) {
  const ended = [
    ...record.processes.filter((one) => !isRunning(one)).map((one) => one.role),
    ...(record.erp?.processes.filter((one) => !isErpProcessRunning(one)).map((one) => one.name) ?? []),
  ];
  const halfWay = record.state !== 'running' && !isRunning(record.heldBy);
  const state = halfWay ? `interrupted while ${record.state}` : ended.length > 0 ? 'damaged' : record.state;
  return { ...instanceJson(baseDir, record), state, ended };
}

export function addStatusCommand(program: Command): void {
  const command = program
    .command('status')
    .description('Every instance, its addresses, and which of its processes have ended.');
  addInstanceOptions(command).action((options: StatusOptions) => {
    const instances = [];
    const unreadable: string[] = [];
    for (const name of listInstanceNames(options.baseDir)) {
      try {
        const record = readInstanceRecord(options.baseDir, name);
        if (record) instances.push(describe(options.baseDir, record));
      } catch (error) {
        if (!(error instanceof SandboxError)) throw error;
        unreadable.push(error.message);
      }
    }
    const lines = [
      ...instances.map((one) => {
        const ended = one.ended.length > 0 ? `ended: ${one.ended.join(', ')}` : '';
        return [one.name, one.state, one.store?.url, one.erp?.url, ended].filter(Boolean).join('  ');
      }),
      ...unreadable,
    ];
    printResult(options.json, { instances, unreadable }, lines.length > 0 ? lines : ['No instance.']);
  });
}
