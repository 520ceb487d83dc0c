import { askAcceptance } from './ask-acceptance.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { saying } from './saying.ts';
import { printResult, type Terminal } from './terminal.ts';

/** Tells the running connector that the ERP it was started with is the one that it wrote to before. */
export async function acceptMovedErp(
  terminal: Terminal,
  options: { config?: string; by?: string },
  tenant: string,
): Promise<ExitCode> {
  const { accepted, by } = await askAcceptance(terminal, options, tenant, 'accept-moved-erp');
  const said = accepted ? saying('moved_accepted', { person: by, tenant }) : saying('not_moved', { tenant });
  printResult(terminal, { tenant, accepted, by }, [terminal.sayings.said(said)]);
  return EXIT.ok;
}
