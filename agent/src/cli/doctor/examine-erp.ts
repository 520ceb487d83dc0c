import type { ErpAdapter } from '../../adapters/erp-adapter.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import type { TenantConfig } from '../../daemon/config/config-document.ts';
import { compareErp } from '../compare-erp.ts';
import type { Sayings } from '../say.ts';
import { saying } from '../saying.ts';
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
    const milliseconds = String(Math.round(answerMs));
    const letIn = ok(
      saying('what_erp'),
      saying('erp_answers', { product, version, company, currency, milliseconds }),
    );
    const ends = apiEnds
      ? [note(saying('what_erp_interface'), saying('erp_ends', { day: apiEnds }), saying('erp_ends_mend'))]
      : [];
    const looked = (await adapter.examine()).map(({ what, ok: isRight, detail, mend }) =>
      isRight ? ok(what, detail) : wrong(what, detail, mend ?? ''),
    );
    return { findings: [letIn, ...ends, ...looked], connected: true };
  } catch (error) {
    if (!(error instanceof ErpError)) throw error;
    const mend = saying(error.next === 'stop' ? 'erp_config_mend' : 'erp_running_mend');
    return { findings: [wrong(saying('what_erp'), sayings.message(error.says), mend)], connected: false };
  }
}

/** Whether it is the one that this tenant's orders are in. */
export async function examineKnownErp(tenant: TenantConfig, stateFolder: string): Promise<Finding[]> {
  const change = await compareErp(stateFolder, tenant.id, tenant.erp);
  if (!change) return [];
  const { wrong } = findingsOf({ tenant: tenant.id, area: 'erp' });
  return [
    wrong(
      saying('what_erp'),
      saying('erp_changed', { ...change }),
      saying('erp_changed_out', { tenant: tenant.id }),
    ),
  ];
}
