import { z } from 'zod';
import type { TrytonCall } from './call-tryton.ts';

/** A right on all records of a model, which everybody loses, or groups, which one user loses. */
export type TrytonRight =
  | { readonly model: string; readonly right: 'read' | 'write' | 'create' | 'delete' }
  | { readonly user: string; readonly groups: readonly string[] };

const rows = z.array(z.looseObject({ id: z.int() }));

/**
 * Takes a right away.
 * @param admin calls as the administrator
 * @returns gives it back
 */
export async function takeRight(admin: TrytonCall, lost: TrytonRight): Promise<() => Promise<void>> {
  const search = (model: string, domain: unknown[], fields: string[]) =>
    admin(`model.${model}.search_read`, [domain, 0, null, null, fields]);
  const idOf = async (model: string, domain: unknown[]) => {
    const [row] = rows.parse(await search(model, domain, ['id']));
    if (!row) throw new Error(`Tryton has no ${model} of ${JSON.stringify(domain)}.`);
    return row.id;
  };

  if ('user' in lost) {
    const user = await idOf('res.user', [['login', '=', lost.user]]);
    const found = await search('res.group', [['name', 'in', lost.groups]], ['id']);
    const groups = rows.parse(found).map((row) => row.id);
    const change = async (how: 'remove' | 'add') => {
      await admin('model.res.user.write', [[user], { groups: [[how, groups]] }]);
    };
    await change('remove');
    return () => change('add');
  }

  const permission = `perm_${lost.right}`;
  const given = [
    ['model.model', '=', lost.model],
    [permission, '=', true],
  ];
  const ids = rows.parse(await search('ir.model.access', given, ['id'])).map((row) => row.id);
  if (ids.length > 0) {
    const set = async (to: boolean) => {
      await admin('model.ir.model.access.write', [ids, { [permission]: to }]);
    };
    await set(false);
    return () => set(true);
  }
  // Of a model without any row everybody may do everything.
  const all = { perm_read: true, perm_write: true, perm_create: true, perm_delete: true };
  const model = await idOf('ir.model', [['model', '=', lost.model]]);
  const made = await admin('model.ir.model.access.create', [[{ ...all, [permission]: false, model }]]);
  return async () => {
    await admin('model.ir.model.access.delete', [made]);
  };
}
