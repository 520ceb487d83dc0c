import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { agentVersion } from '../../daemon/agent-version.ts';
import { findConfig, stateDirectory } from '../../daemon/config/config-places.ts';
import { type Config, readConfig } from '../../daemon/config/read-config.ts';
import { type AgentHealth, readHealth } from '../../daemon/health-file.ts';
import { openTenantEnds } from '../../daemon/open-tenant.ts';
import { machineSurroundings } from '../../daemon/surroundings.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { lockFolder } from '../../database/lock-folder.ts';
import { DATABASE_FILE } from '../../database/open-database.ts';
import { createHostPace } from '../../store-api/host-pace.ts';
import { chooseTenants } from '../choose-tenants.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuseUnverifiedTls } from '../refuse-unverified-tls.ts';
import type { Sayings } from '../say.ts';
import { saying } from '../saying.ts';
import { printResult, type Terminal } from '../terminal.ts';
import { trySecrets } from '../try-secrets.ts';
import { examineErp, examineKnownErp } from './examine-erp.ts';
import { examineMachine } from './examine-machine.ts';
import { examineRules } from './examine-rules.ts';
import { examineShop } from './examine-shop.ts';
import { examineStatuses } from './examine-statuses.ts';
import { examineVersions } from './examine-versions.ts';
import { type Finding, findingsOf } from './finding.ts';

/** Looks at everything that orders need and writes nothing: not in the shop, not in the ERP, not here. */
export async function doctor(
  terminal: Terminal,
  options: { config?: string; tenant?: string },
): Promise<ExitCode> {
  refuseUnverifiedTls(terminal.environment);
  const config = readConfig(findConfig(options.config, terminal.environment));
  const folder = stateDirectory(config, terminal.environment);
  const tenants = chooseTenants(config, options.tenant);
  trySecrets(config, tenants, terminal);
  const surroundings = machineSurroundings();
  const agentRuns = isInUse(folder);
  const health = agentRuns ? readHealth(folder) : null;
  const findings = examineMachine(folder, health, surroundings.now());
  if (agentRuns && !health) findings.push(...silentAgent());
  for (const tenant of tenants) {
    findings.push(...(await examineTenant(tenant, config, terminal, agentRuns, health)));
  }
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  const said = inWords(findings, terminal.sayings);
  printResult(terminal, { healthy: wrong === 0, findings: said }, report(said, terminal.sayings));
  return wrong === 0 ? EXIT.ok : EXIT.needsYou;
}

async function examineTenant(
  tenant: Config['tenants'][number],
  config: Config,
  terminal: Terminal,
  agentRuns: boolean,
  health: AgentHealth | null,
): Promise<Finding[]> {
  const surroundings = machineSurroundings();
  const { environment, sayings } = terminal;
  const version = agentVersion();
  const pace = createHostPace(surroundings);
  const places = { folder: config.folder, environment, surroundings, agentVersion: version };
  const ends = openTenantEnds(tenant, places, pace);
  try {
    const shop = await examineShop(tenant, ends, pace, {
      surroundings,
      agentVersion: version,
      agentRuns,
      health: health?.tenants[tenant.id] ?? null,
      sayings,
    });
    const known = await examineKnownErp(tenant, stateDirectory(config, environment));
    const erp = await examineErp(tenant.id, ends.adapter, sayings);
    const rules = erp.connected ? await examineRules(tenant.id, tenant.mapping, ends.adapter) : [];
    const statuses = await examineStatuses(tenant, stateDirectory(config, environment));
    const versions = await examineVersions(tenant.id, stateDirectory(config, environment));
    return [...shop, ...versions, ...known, ...erp.findings, ...rules, ...statuses];
  } finally {
    await ends.close();
  }
}

/**
 * Whether an agent works on this folder. It may start at any moment while we look: nothing that we ask stands in its
 * way.
 */
function isInUse(folder: string): boolean {
  if (!existsSync(join(folder, DATABASE_FILE))) return false;
  try {
    lockFolder(folder).release();
    return false;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'folder_locked') return true;
    throw error;
  }
}

function silentAgent(): Finding[] {
  const { wrong } = findingsOf({ tenant: null, area: 'machine' });
  return [wrong(saying('what_connector'), saying('connector_mute'), saying('connector_restart_log'))];
}

const MARKS = { ok: '✔', note: '•', wrong: '✘' } as const;

/** With `--json` too: what a program reads are tenant, area and state. */
function inWords(findings: readonly Finding[], sayings: Sayings) {
  return findings.map(({ what, detail, mend, ...about }) => ({
    ...about,
    what: sayings.said(what),
    detail: sayings.said(detail),
    mend: sayings.said(mend),
  }));
}

/** Grouped as they were looked at, what is wrong last once more with its way out: that is what stays on the screen. */
function report(findings: ReturnType<typeof inWords>, sayings: Sayings): string[] {
  const lines: string[] = [];
  let heading = '';
  for (const { tenant, area, what, state, detail, mend } of findings) {
    const next =
      tenant === null || area === 'machine'
        ? sayings.said(saying('this_machine'))
        : `${tenant}: ${sayings.said(saying(`area_${area}`))}`;
    if (next !== heading) lines.push('', next);
    heading = next;
    lines.push(`  ${MARKS[state]} ${what}: ${detail}`);
    if (mend !== '' && state === 'note') lines.push(`      ${mend}`);
  }
  const wrong = findings.filter(({ state }) => state === 'wrong');
  if (wrong.length === 0) return [...lines.slice(1), '', sayings.said(saying('nothing_wrong'))];
  return [
    ...lines.slice(1),
    '',
    sayings.said(saying('things_need_you', { count: wrong.length })),
    ...wrong.map(({ tenant, what, detail, mend }) => {
      return `  ✘ ${tenant === null ? '' : `${tenant}, `}${what}: ${detail}\n    → ${mend}`;
    }),
  ];
}
