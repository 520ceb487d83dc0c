import { Command } from 'commander';
import { SandboxError } from '../sandbox-error.ts';
import { addCheckoutCommand } from './checkout.ts';
import { addCloneCommand } from './clone.ts';
import { addDownCommand } from './down.ts';
import { addFaultCommand } from './fault.ts';
import { addStatusCommand } from './status.ts';
import { addUpCommand } from './up.ts';

const program = new Command('sandbox').description(
  'A real shop on this machine: WordPress and WooCommerce on MariaDB, behind nginx and PHP, on 127.0.0.1.',
);
addUpCommand(program);
addStatusCommand(program);
addDownCommand(program);
addCheckoutCommand(program);
addCloneCommand(program);
addFaultCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(error instanceof SandboxError ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exitCode ||= 1; // Interrupted, it is 130 or 143 already.
}
