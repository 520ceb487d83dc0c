import { askAcceptance } from './ask-acceptance.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { saying } from './saying.ts';
import { printResult, type Terminal } from './terminal.ts';

/** Tells the running connector that shop and ERP agree again. */
export async function acceptRestoredShop(
  terminal: Terminal,
  options: { config?: string; by?: string },
  tenant: string,
): Promise<ExitCode> {
  const { accepted, by } = await askAcceptance(terminal, options, tenant, 'accept-restored-shop');
  const said = accepted
    ? saying('accepted', { person: by, tenant })
    : saying('nothing_to_accept', { tenant });
  printResult(terminal, { tenant, accepted, by }, [terminal.sayings.said(said)]);
  return EXIT.ok;
}
