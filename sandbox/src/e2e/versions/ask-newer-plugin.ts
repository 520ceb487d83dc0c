import type { SandboxInstance } from '../../instance/sandbox-instance.ts';
import { queryDatabase } from '../../store/query-database.ts';
import { runInWordPress } from '../../store/run-in-wordpress.ts';
import { NEW } from './make-newer.ts';

/** Has a plugin that was made newer offer an event of a type and a reason that only it knows. */
export async function offerNewEvent(
  shop: SandboxInstance,
  orderId: number,
  type: typeof NEW.command | typeof NEW.change,
): Promise<string> {
  return runInWordPress<string>(
    shop,
    {
      code: `$type = \\Counterfoil\\Outbox\\EventType::from($args['type']);
        $reason = \\Counterfoil\\Outbox\\EventReason::from($args['reason']);
        $command = $type->isCommand() ? new \\Counterfoil\\Outbox\\Command(1, '') : null;
        $outbox = \\Counterfoil\\Outbox\\OutboxTable::ofThisSite();
        $id = $outbox->insert($type, $args['orderId'], $reason, null, true, $command);
        \\Counterfoil\\Outbox\\Doorbell::ofThisSite()->ring();
        return $id;`,
    },
    { orderId, type, reason: NEW.reason },
  );
}

/** What became of an event, as the shop was told. */
export async function readEvent(shop: SandboxInstance, eventId: string) {
  const { db } = shop.store;
  const [row] = await queryDatabase(
    db,
    `SELECT state, outcome, code FROM ${db.prefix}counterfoil_outbox WHERE event_id = ?`,
    [eventId],
  );
  return row;
}

/** One of the answers that wp-admin's screens get, as its administrator. */
export function askScreens<Answer>(shop: SandboxInstance, route: string): Promise<Answer> {
  return runInWordPress<Answer>(
    shop,
    {
      code: `wp_set_current_user(1);
        return rest_do_request(new WP_REST_Request('GET', '/counterfoil-admin/v1' . $args['route']))->get_data();`,
    },
    { route },
  );
}
