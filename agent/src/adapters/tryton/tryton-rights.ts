import { z } from 'zod';
import { ErpError } from '../erp-errors.ts';
import type { TrytonClient } from './tryton-client.ts';
import { TRYTON, TrytonWarning } from './tryton-errors.ts';
import { boolean, recordId } from './tryton-values.ts';

export type Right = 'read' | 'write' | 'create' | 'delete';

/** What a delivery does with each model, and the group that usually gives the right. */
export const RIGHTS: readonly { model: string; rights: readonly Right[]; group: string }[] = [
  { model: 'sale.sale', rights: ['read', 'write', 'create'], group: 'Sales' },
  { model: 'sale.line', rights: ['read', 'write', 'create', 'delete'], group: 'Sales' },
  { model: 'party.party', rights: ['read', 'create'], group: 'Party Administration' },
  { model: 'party.address', rights: ['read', 'create'], group: 'Party Administration' },
  { model: 'party.contact_mechanism', rights: ['read', 'create'], group: 'Party Administration' },
  { model: 'party.identifier', rights: ['create'], group: 'Party Administration' },
  { model: 'product.product', rights: ['read'], group: 'Sales' },
  { model: 'account.tax', rights: ['read'], group: 'Account' },
  { model: 'account.invoice.payment_term', rights: ['read'], group: 'Account' },
  { model: 'account.configuration', rights: ['read'], group: 'Account' },
  { model: 'currency.currency', rights: ['read'], group: 'Sales' },
  { model: 'country.country', rights: ['read'], group: 'Sales' },
  { model: 'stock.location', rights: ['read'], group: 'Stock' },
  { model: 'res.user.warning', rights: ['create'], group: 'Sales' },
];

/** Records that travel inside others, under their own rights. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'sale.sale': ['sale.line'],
  'party.party': ['party.address', 'party.contact_mechanism', 'party.identifier'],
};

const RIGHT_FOR: Readonly<Record<string, Right>> = { create: 'create', write: 'write', search_read: 'read' };

export const BUTTONS_PRESSED = ['quote', 'confirm', 'process'];

export const accessAnswer = z.record(
  z.string(),
  z.object({ read: boolean, write: boolean, create: boolean, delete: boolean }),
);

export const buttonRow = z.object({ id: recordId, name: z.string(), groups: z.array(z.int()) });

const groupsAnswer = z.looseObject({ groups: z.array(z.int()) });

/**
 * Tryton refuses a missing right and a wrong value alike, in the user's language. What it says of the user's rights on
 * the models of the call tells them apart: missing, the call is forbidden for every record. A rule that keeps this user
 * from single records takes no right away, and is that record's refusal.
 * @param operation `sale.sale.create`
 */
export async function explainRefusal(
  error: unknown,
  operation: string,
  client: TrytonClient,
): Promise<unknown> {
  const isRefusal = error instanceof ErpError && error.next === 'hold' && error.says.code === 'erp_refused';
  if (!isRefusal || error instanceof TrytonWarning) return error;
  const [, model = '', method = ''] = /^(.+)\.(\w+)$/.exec(operation) ?? [];
  const missing = BUTTONS_PRESSED.includes(method)
    ? await missingForButton(model, method, client)
    : await missingForRecords(model, RIGHT_FOR[method], client);
  if (missing.length === 0) return error;
  const values = { erp: TRYTON, right: missing.join(', '), reason: error.says.values['reason'] ?? '' };
  return new ErpError('forbidden', { code: 'erp_right_missing', values }, error.operation, { cause: error });
}

async function missingForRecords(
  model: string,
  right: Right | undefined,
  client: TrytonClient,
): Promise<string[]> {
  const models = [model, ...(PARTS[model] ?? [])];
  const needed = RIGHTS.filter((one) => models.includes(one.model) && one.rights.some((it) => it === right));
  if (right === undefined || needed.length === 0) return [];
  const asked = needed.map((one) => one.model);
  const access = await client.read('ir.model.access.get_access', [asked], accessAnswer);
  return asked.filter((name) => access[name]?.[right] === false).map((name) => `${name}: ${right}`);
}

async function missingForButton(model: string, button: string, client: TrytonClient): Promise<string[]> {
  const domain = [
    ['model.model', '=', model],
    ['name', '=', button],
  ];
  const [found] = await client.readAll('ir.model.button', domain, ['name', 'groups'], buttonRow);
  if (!found || found.groups.length === 0) return missingForRecords(model, 'write', client);
  const { groups } = await client.read('res.user.get_preferences', [true], groupsAnswer);
  return mayPress(found.groups, groups) ? [] : [`${model}: ${button}`];
}

/** A button that names groups may be pressed by their members only; one that names none, by everybody. */
export function mayPress(groupsOfButton: readonly number[], groupsOfUser: readonly number[]): boolean {
  return groupsOfButton.length === 0 || groupsOfButton.some((group) => groupsOfUser.includes(group));
}
