import type { Command } from 'commander';
import { stopAllSandboxes, stopSandbox } from '../stop-sandbox.ts';
import { addInstanceOptions, printResult } from './shared-options.ts';

interface DownOptions {
  name: string;
  baseDir: string;
  json?: true;
  all?: true;
}

export function addDownCommand(program: Command): void {
  const command = program
    .command('down')
    .description('Stop an instance and remove everything of it; also one whose start was killed.');
  addInstanceOptions(command)
    .option('--all', 'every instance in the base folder')
    .action(async (options: DownOptions) => {
      const stopped = options.all
        ? await stopAllSandboxes(options.baseDir)
        : (await stopSandbox(options.name, options.baseDir))
          ? [options.name]
          : [];
      printResult(options.json, { stopped }, [
        stopped.length > 0 ? `Stopped and removed: ${stopped.join(', ')}` : 'Nothing was running.',
      ]);
    });
}
