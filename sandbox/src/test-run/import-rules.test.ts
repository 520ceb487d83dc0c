/**
 * A linter that finds nothing looks like one that works. Here every import rule of AGENTS.md is broken once, in files
 * laid out as in the repository, under the repository's own biome.json; and what the rules allow goes through.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const flow = 'agent/src/flow';
const adapters = 'agent/src/adapters';
const imports = (from: string) => `import { thing } from '${from}';\nexport const taken = thing;\n`;

const laterHop = 'A hop never imports a later one';
const onlyOrderFlow = 'Only order-flow.ts puts the hops together';
const noCliOrDaemon = 'Nothing imports the command line or the daemon';
const adapterInternals = "An adapter's folder is its own business";
const onlyRegistry = "Only registry.ts imports from inside an adapter's folder";
const noOtherAdapter = 'An adapter imports neither another adapter nor the registry';
const noDialect = 'No SQL dialect outside agent/src/database';
const isPure = 'This file is pure';
const noClock = 'Time and chance are arguments here';

/** [file, its content, the rule that refuses it]. */
const refused: [string, string, string][] = [
  [`${flow}/lease/hand-over-lease.ts`, imports('../inbox/tenant-table.ts'), laterHop],
  [`${flow}/inbox/accept-event.ts`, imports('../canonical/canonical-order.ts'), laterHop],
  [`${flow}/inbox/claim-next-event.ts`, imports('../order-flow.ts'), laterHop],
  [`${flow}/canonical/canonical-order.ts`, imports('../mapping/map-order.ts'), laterHop],
  [`${flow}/mapping/map-order.ts`, imports('../delivery/delivery-states.ts'), laterHop],
  [
    `${flow}/mapping/resolve-item.ts`,
    `export type { Taken } from '../receipts/decide-receipt.ts';\n`,
    laterHop,
  ],
  [`${flow}/delivery/deliver-order.ts`, imports('../receipts/receipt-table.ts'), laterHop],
  [
    `${flow}/delivery/resolve-doubt.ts`,
    `export const late = () => import('../retention/reduce-orders.ts');\n`,
    laterHop,
  ],
  [`${flow}/receipts/send-receipts.ts`, imports('../retention/reduce-orders.ts'), laterHop],
  [`${flow}/retention/forget-finished.ts`, imports('../order-flow.ts'), 'A hop never imports order-flow.ts'],
  [`${flow}/order-lanes.ts`, imports('./delivery/deliver-order.ts'), onlyOrderFlow],
  [`${flow}/delivery/binding-table.ts`, imports('../../cli/run.ts'), noCliOrDaemon],
  ['agent/src/oversight/alerts/raise-alert.ts', imports('../../daemon/schedule.ts'), noCliOrDaemon],
  ['agent/src/store-api/client.ts', imports('../daemon/log.ts'), noCliOrDaemon],
  ['agent/src/cli/doctor.ts', imports('../adapters/tryton/tryton-client.ts'), adapterInternals],
  [`${flow}/delivery/plan-order.ts`, imports('../../adapters/tryton/tryton-documents.ts'), adapterInternals],
  [`${adapters}/erp-errors.ts`, imports('./tryton/tryton-client.ts'), onlyRegistry],
  [`${adapters}/tryton/tryton-adapter.ts`, imports('../sandbox/sandbox-client.ts'), noOtherAdapter],
  [`${adapters}/sandbox/sandbox-adapter.ts`, imports('../registry.ts'), noOtherAdapter],
  [`${flow}/inbox/inbox-table.ts`, imports('better-sqlite3'), noDialect],
  ['agent/src/money.ts', imports('node:fs'), isPure],
  [`${flow}/canonical/canonical-customer.ts`, imports('undici'), isPure],
  [`${flow}/canonical/canonical-refund.ts`, imports('node:fs/promises'), isPure],
  [`${flow}/mapping/resolve-tax.ts`, imports('kysely'), isPure],
  [`${flow}/mapping/mapping-gap.ts`, imports('../../database/open.ts'), isPure],
  [`${flow}/inbox/event-states.ts`, imports('./inbox-table.ts'), isPure],
  [`${flow}/delivery/plan-amendment.ts`, imports('node:timers/promises'), isPure],
  ['agent/src/comparing/compare-order.ts', imports('node:fs'), isPure],
  ['agent/src/comparing/compare-taxes.ts', 'export const at = () => Date.now();\n', noClock],
  [`${flow}/delivery/retry-schedule.ts`, imports('node-cron'), isPure],
  [`${flow}/delivery/delivery-states.ts`, imports('../../store-api/client.ts'), isPure],
  [`${flow}/receipts/decide-receipt.ts`, 'export const at = () => Date.now();\n', noClock],
  [`${flow}/receipts/receipt-table.ts`, 'export const at = () => new Date();\n', noClock],
  [`${flow}/inbox/poll-outbox.ts`, 'export const chance = () => Math.random();\n', noClock],
  [`${flow}/retention/resting-orders.ts`, 'export const later = () => setTimeout(() => {}, 1);\n', noClock],
  ['agent/src/oversight/journal/append.ts', 'export const chance = () => crypto.randomUUID();\n', noClock],
];

const allowed: [string, string][] = [
  [
    `${flow}/order-flow.ts`,
    `${imports('./inbox/event-order.ts')}export * from './retention/reduce-orders.ts';\n`,
  ],
  [`${flow}/order-flow.test.ts`, imports('./delivery/deliver-order.ts')],
  [`${flow}/delivery/look-up.ts`, imports('../inbox/event-order.ts')],
  [`${flow}/inbox/ask-shop.ts`, imports('../lease/lease.ts')],
  [`${flow}/retention/reduce-orders.ts`, imports('../receipts/receipt-table.ts')],
  [`${flow}/delivery/call-erp.ts`, imports('../../adapters/erp-adapter.ts')],
  [`${flow}/delivery/delivery-table.ts`, imports('kysely')],
  [`${flow}/delivery/plan-delivery.ts`, imports('../../adapters/erp-documents.ts')],
  [
    `${flow}/mapping/resolve-customer.ts`,
    `${imports('zod')}export const at = new Date('2026-01-01T00:00:00Z');\n`,
  ],
  [`${flow}/mapping/resolve-customer.test.ts`, `${imports('node:fs')}export const at = Date.now();\n`],
  ['agent/src/cli/run.ts', imports('../daemon/run.ts')],
  ['agent/src/cli/status.ts', imports('../flow/order-flow.ts')],
  ['agent/src/daemon/log.ts', `${imports('pino')}export const at = () => Date.now();\n`],
  ['agent/src/database/open.ts', `import Database from 'better-sqlite3';\nexport const taken = Database;\n`],
  [`${adapters}/registry.ts`, imports('./tryton/tryton-adapter.ts')],
  [`${adapters}/conformance-suite.ts`, imports('./erp-adapter.ts')],
  [
    `${adapters}/tryton/tryton-facts.ts`,
    `${imports('./tryton-client.ts')}export * from '../erp-adapter.ts';\n`,
  ],
];

const report = z.object({
  diagnostics: z.array(z.object({ message: z.string(), location: z.object({ path: z.string() }) })),
});

let folder: string;
/** What Biome says of each file, by the file's path. */
const said = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-import-rules-'));
  for (const path of ['biome.json', 'lint', '.gitignore'])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, content] of [...refused, ...allowed]) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const { stdout } = spawnSync(
    join(root, 'node_modules/.bin/biome'),
    ['lint', '--reporter=json', '--max-diagnostics=none', '--error-on-warnings', '.'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  for (const { message, location } of report.parse(JSON.parse(stdout)).diagnostics) {
    said.set(location.path, [...(said.get(location.path) ?? []), message]);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(refused.map(([path, , rule]) => [path, rule] as const))('Biome refuses %s: %s', (path, rule) => {
  expect(said.get(path)?.filter((message) => message.startsWith(rule))).toHaveLength(1);
});

test.each(allowed.map(([path]) => path))('Biome lets %s take what it may', (path) => {
  expect(said.get(path) ?? []).toEqual([]);
});

test('every rule file under lint/ is used, and refuses something here', () => {
  const rules = readdirSync(join(root, 'lint'));
  const config = readFileSync(join(root, 'biome.json'), 'utf8');
  for (const rule of rules) {
    expect(config).toContain(`./lint/${rule}`);
    const [, message = ''] = /message="([^"]+)"/.exec(readFileSync(join(root, 'lint', rule), 'utf8')) ?? [];
    expect(
      refused.flatMap(([path]) => said.get(path)),
      rule,
    ).toContain(message);
  }
});
