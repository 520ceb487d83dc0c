import type { Message, OrderSnapshot } from '@counterfoil/shared-types';
import type { AgentTransaction } from '../../database/transaction.ts';
import { Exact, moneyText, moneyWithCurrency } from '../../money.ts';
import { appendToJournal } from '../../oversight/journal/journal-table.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { AcceptedEvent } from '../inbox/accept-event.ts';
import { checkTold, writeJourney, writeStep } from './journey-table.ts';

/** The first lines of a journey, or what the shop changed, in the transaction that keeps the events. */
export async function tellAccepted(
  transaction: AgentTransaction,
  context: { readonly tenant: string; readonly surroundings: Surroundings; readonly fence: number },
  accepted: readonly AcceptedEvent[],
): Promise<void> {
  const { tenant, surroundings, fence } = context;
  const at = surroundings.now().toISOString();
  const told = new Set<number>();
  for (const { event, isNew, snapshot, before, check } of accepted) {
    if (!isNew) continue;
    const { orderId } = event.data;
    const order = { id: orderId, check: check ?? '' };
    const step = (message: Message, when = at) =>
      writeStep(transaction, tenant, order, {
        id: surroundings.randomUuid(),
        message,
        at: when,
        about: null,
      });
    await appendToJournal(transaction, surroundings, tenant, {
      kind: 'event_kept',
      orderId,
      facts: { event: event.id, type: event.type, reason: event.data.reason, state: event.data.state },
    });
    const known = await checkTold(transaction, tenant, orderId);
    // An id that stands for another order now begins a journey of its own.
    if (known === null || (known !== '' && snapshot !== null && snapshot.check !== known)) {
      if (snapshot) await step(placed(snapshot), earlier(snapshot.createdAt ?? snapshot.paidAt ?? at, at));
      await step({ code: 'step_picked_up', values: {} });
      const money = snapshot
        ? { total: moneyText(snapshot.total, snapshot.currency), currency: snapshot.currency }
        : {};
      const message = { code: 'order_waiting', values: {} } as const;
      await writeJourney(transaction, tenant, order, { state: 'waiting', message, ...money }, fence, at);
    } else if (snapshot && before && !told.has(orderId)) {
      for (const message of changes(before, snapshot)) await step(message);
    }
    // Two events of one order share the state that came with them.
    told.add(orderId);
    if (event.data.command) {
      const { userId: user, note } = event.data.command;
      await step(asked(event.type, user, note));
    }
  }
}

function asked(type: string, user: number, note: string): Message {
  if (type === 'counterfoil.command.leave_out') return { code: 'step_left_out', values: { user, note } };
  if (type === 'counterfoil.command.leave_as_is') return { code: 'step_left_as_is', values: { user, note } };
  if (type === 'counterfoil.command.send_again') return { code: 'step_asked_again', values: { user } };
  if (type === 'counterfoil.command.new_order') return { code: 'step_new_order', values: { user } };
  const command = type.replace(/^counterfoil\.command\./, '');
  return { code: 'step_command_unknown', values: { command } };
}

function placed(snapshot: OrderSnapshot): Message {
  const method = snapshot.paymentMethodTitle || snapshot.paymentMethod;
  return { code: 'step_placed', values: { via: snapshot.createdVia, method } };
}

function changes(before: OrderSnapshot, after: OrderSnapshot): Message[] {
  const found: Message[] = [];
  if (before.status !== after.status) {
    found.push({ code: 'step_changed_in_shop', values: { status: after.status } });
  }
  const refunded = new Exact(after.refundedTotal).minus(before.refundedTotal);
  if (refunded.greaterThan(0)) {
    const money = moneyWithCurrency(refunded, after.currency);
    found.push({ code: 'step_refunded_in_shop', values: { money } });
  }
  return found;
}

/** The shop's clock may be ahead of ours: the first line of a journey is never after the second. */
function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
