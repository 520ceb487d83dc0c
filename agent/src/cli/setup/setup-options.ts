import { type Command, Option } from 'commander';
import { ERP_KINDS } from '../../adapters/registry.ts';
import type { CommonOptions } from '../terminal.ts';
import { erpOptions } from './erp-options.ts';

/** Each question of `setup` has an option, so that a script can answer it. */
export interface SetupOptions extends CommonOptions {
  /** What an adapter asks: `erpUrl`, `erpDatabase` … */
  readonly [erpSetting: `erp${string}`]: string | boolean | undefined;
  readonly config?: string;
  readonly shop?: string;
  readonly code?: string;
  readonly tenant?: string;
  readonly environment?: string;
  readonly name?: string;
  readonly erp?: string;
  readonly erpAllowPlainHttp?: boolean;
  readonly erpSecretEnv?: string;
  readonly erpSecretFile?: string;
  readonly mapping?: string;
  readonly stateDirectory?: string;
  readonly doorbellOrigin?: string;
  readonly wait?: string;
}

export function addSetupOptions(command: Command): Command {
  command
    .option('--shop <url>', "the shop's address, https://shop.example")
    .option('--code <code>', 'the code that wp-admin > WooCommerce > Counterfoil > Connection shows')
    .option(
      '--tenant <id>',
      "2 to 8 of a-z and 0-9; part of every order's reference in the ERP, so it never changes",
    )
    .addOption(
      new Option('--environment <kind>', 'what the ERP company is').choices([
        'production',
        'test',
        'development',
      ]),
    )
    .option('--name <name>', 'how the shop calls this machine (default: its host name)')
    .addOption(new Option('--erp <kind>', 'the ERP').choices(ERP_KINDS));
  for (const option of erpOptions()) command.addOption(option);
  return command
    .option(
      '--erp-allow-plain-http',
      'yes to http:// in a private network, where every device may read along',
    )
    .option('--erp-secret-env <name>', "environment variable that holds that user's password, now and later")
    .option('--erp-secret-file <file>', 'file that holds it (mode 0600), now and later')
    .option(
      '--doorbell-origin <origin>',
      "yes to a doorbell at this other address than the shop's, https://static.example",
    )
    .option('--mapping <file>', 'rules from this YAML file instead of proposed ones')
    .option('--state-directory <dir>', 'where the database goes, on a local disk')
    .option(
      '--wait <seconds>',
      'how long to wait for the confirmation in wp-admin (default: until the code ends)',
    )
    .addHelpText(
      'after',
      `
In a terminal it asks; in a script each question has its option:
  counterfoil setup --shop https://shop.example --code 7K2M9-QX4TD-A1B \\
    --tenant acme --erp tryton --erp-url http://127.0.0.1:8000 --erp-database erp \\
    --erp-user counterfoil --erp-secret-env ERP_PASSWORD --json

It prints 16 characters: compare them with those in wp-admin > WooCommerce > Counterfoil > Connection and confirm there.
Ended half-way it goes on, at the next start in a terminal, with the same answers and code.
A second shop is added to the same file by running setup again with another --tenant.`,
    );
}
