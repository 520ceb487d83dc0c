import { SandboxError } from '../sandbox-error.ts';
import { runInWordPress, type WordPressPlace } from './run-in-wordpress.ts';

/**
 * Makes the shop show `pattern` with its `{id}` filled in as order number, through WooCommerce's filter; an empty
 * pattern ends it.
 */
export async function setOrderNumbers(place: WordPressPlace, pattern: string): Promise<void> {
  if (pattern !== '' && !pattern.includes('{id}')) {
    throw new SandboxError(
      `--order-numbers ${JSON.stringify(pattern)} has no {id}: every order would have the same number. For example SHOP-{id}/A.`,
    );
  }
  const code = "update_option('counterfoil_sandbox_order_numbers', $args['pattern'], true); return true;";
  await runInWordPress(place, { code }, { pattern });
}
