import { LANGUAGES } from '@counterfoil/shared-types';
import { Command, CommanderError, Option } from 'commander';
import { explainFailure } from './command-failure.ts';
import { endWhenNobodyReads } from './end-quietly.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type CommonOptions, openTerminal, printFailure, type Terminal } from './terminal.ts';

interface ConfigOption extends CommonOptions {
  readonly config?: string;
}

/** Each command imports what it needs when it runs: the agent itself stays small. */
type Action<Options> = (terminal: Terminal, options: Options, ...given: string[]) => Promise<ExitCode>;

export async function runProgram(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.ok;
  endWhenNobodyReads(process);

  const doing =
    <Options extends CommonOptions>(load: () => Promise<Action<Options>>) =>
    async (...given: unknown[]) => {
      // Commander appends the options and the command itself to the arguments.
      const command = given.at(-1) as Command;
      const options = command.optsWithGlobals() as Options;
      const terminal = openTerminal(options, process);
      try {
        const action = await load();
        exitCode = await action(terminal, options, ...(given.slice(0, -2) as string[]));
      } catch (error) {
        exitCode = printFailure(terminal, explainFailure(error, terminal.sayings));
      }
    };

  const program = new Command('counterfoil')
    .description(
      'Keeps a WooCommerce shop and its ERP in agreement: every order in the ERP once, to the cent.',
    )
    .addOption(new Option('--json', 'the result as one JSON object, the last line of standard output'))
    .addOption(
      new Option('--language <code>', 'language of messages (default: as the system)').choices([
        ...LANGUAGES,
      ]),
    )
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      `
First time:
  1. In wp-admin > WooCommerce > Counterfoil > Connection, make a code.
  2. counterfoil setup          asks what it needs and tests each answer at once
  3. counterfoil run            or let systemd run it: docs/install.md

Every day:
  counterfoil status            is everything all right?
  counterfoil journey 1047      where is order 1047?
  counterfoil doctor            what is wrong, and how to mend it`,
    )
    .exitOverride();

  const withConfig = (command: Command) =>
    command.option(
      '-c, --config <file>',
      'the configuration (default: $COUNTERFOIL_CONFIG, ./counterfoil.yaml, /etc/counterfoil/counterfoil.yaml)',
    );

  program
    .command('version')
    .description('say which version this is; also --version')
    .action(doing(async () => (await import('./version.ts')).version));

  withConfig(program.command('run'))
    .description('run the connector in the foreground until it is told to stop (SIGTERM, Ctrl-C)')
    .addHelpText(
      'after',
      `
Writes JSON lines to standard output. Stopping finishes what is under way and hands the work over;
a second Ctrl-C ends at once, and the next start looks up what is unclear.`,
    )
    .action(doing<ConfigOption>(async () => (await import('./run.ts')).run));

  withConfig(program.command('status'))
    .description('is everything all right? For each shop: connector, shop, ERP, orders')
    .addHelpText(
      'after',
      `
Reads the running connector's own books, changes nothing, works while it runs and while it does not.
Ends with 0 when nothing needs you, with 1 when something does.

  counterfoil status --json | jq '.tenants[] | select(.held > 0)'`,
    )
    .action(doing<ConfigOption>(async () => (await import('./status.ts')).status));

  withConfig(program.command('journey'))
    .description('where is an order? Everything that happened to it, in time order')
    .argument('<order>', 'order number as the shop shows it, or #id of the shop')
    .option('-t, --tenant <id>', 'which shop, when several are configured')
    .addHelpText(
      'after',
      `
  counterfoil journey 1047
  counterfoil journey '#98213' --tenant acme     by WooCommerce's id`,
    )
    .action(doing<ConfigOption & { tenant?: string }>(async () => (await import('./journey.ts')).journey));

  withConfig(program.command('doctor'))
    .description(
      'look at everything that orders need, without writing anything, and say how to mend what is wrong',
    )
    .option('-t, --tenant <id>', 'only this shop')
    .addHelpText(
      'after',
      `
Shop, clock, signature, doorbell, ERP, its permissions, rules, disk, backups.
Ends with 0 when all is well, with 1 when something needs you.`,
    )
    .action(
      doing<ConfigOption & { tenant?: string }>(async () => (await import('./doctor/doctor.ts')).doctor),
    );

  withConfig(program.command('accept-restored-shop'))
    .description('say that shop and ERP agree again after the shop came back from a backup; deliveries go on')
    .argument('<tenant>', 'which shop')
    .option('--by <name>', 'who says so; stands in the journal')
    .action(
      doing<ConfigOption & { by?: string }>(
        async () => (await import('./accept-restored-shop.ts')).acceptRestoredShop,
      ),
    );

  withConfig(program.command('accept-moved-erp'))
    .description('say that the ERP now configured is the same one as before and only moved; deliveries go on')
    .argument('<tenant>', 'which shop')
    .option('--by <name>', 'who says so; stands in the journal')
    .action(
      doing<ConfigOption & { by?: string }>(
        async () => (await import('./accept-moved-erp.ts')).acceptMovedErp,
      ),
    );

  const config = program.command('config').description('the configuration file');
  withConfig(config.command('check'))
    .description('read the configuration and its secrets, and name every mistake with its line')
    .action(doing<ConfigOption>(async () => (await import('./check-config.ts')).checkConfiguration));

  const setup = withConfig(program.command('setup')).description(
    'connect a shop with its ERP: asks, tests each answer at once, and writes the configuration',
  );
  const { addSetupOptions } = await import('./setup/setup-options.ts');
  addSetupOptions(setup).action(doing(async () => (await import('./setup/setup.ts')).setup));

  try {
    const [node = '', script = '', first = '', ...rest] = argv;
    await program.parseAsync(
      [node, script, first === '--version' ? 'version' : first, ...rest].slice(0, argv.length),
    );
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version are results; everything else was a command line that can't be understood.
    exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  return exitCode;
}
