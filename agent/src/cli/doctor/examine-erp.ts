import type { ErpAdapter } from '../../adapters/erp-adapter.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import type { Sayings } from '../say.ts';
import { type Finding, findingsOf } from './finding.ts';

/** Logs in and looks at rights and settings. `connected`: the rules can be compared with the ERP's lists. */
export async function examineErp(
  tenant: string,
  adapter: ErpAdapter,
  sayings: Sayings,
): Promise<{ findings: Finding[]; connected: boolean }> {
  const { ok, note, wrong } = findingsOf({ tenant, area: 'erp' });
  try {
    const { product, version, company, currency, apiEnds, answerMs } = await adapter.connect();
    const standing = ok(
      'ERP',
      `${product} ${version}, "${company}", ${currency}, answers in ${Math.round(answerMs)} ms`,
    );
    const ends = apiEnds ? [note('ERP interface', `ends on ${apiEnds}`, 'Plan the update of the ERP.')] : [];
    const looked = (await adapter.examine()).map(({ what, ok: good, detail, mend }) =>
      good ? ok(what, detail) : wrong(what, detail, mend),
    );
    return { findings: [standing, ...ends, ...looked], connected: true };
  } catch (error) {
    if (!(error instanceof ErpError)) throw error;
    const mend =
      error.next === 'stop'
        ? 'Check erp.url, database, user and secret in the configuration.'
        : 'Is the ERP running?';
    return { findings: [wrong('ERP', sayings.message(error.says), mend)], connected: false };
  }
}
