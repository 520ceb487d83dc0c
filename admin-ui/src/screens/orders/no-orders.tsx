import type { JourneysAnswer } from '@counterfoil/shared-types';
import { type Filters, go } from '../../navigation.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { say, sayKind } from '../../ui/say.ts';

/** In the place of an empty list: whether that is good, and the way to the orders that there are. */
export function NoOrders({
  filters,
  reasons,
  erp,
}: {
  readonly filters: Filters;
  readonly reasons: JourneysAnswer['reasons'];
  readonly erp: string;
}) {
  const { group, reason, day, search, page: _, ...rest } = filters;
  if (!(group || reason || day || search)) return <p>{say('screen_no_orders_yet')}</p>;
  const isGone = reason !== undefined && !reasons.some(({ code }) => code === reason);
  const isDone = group === 'needs_you' && !(reason || day || search);
  const withoutReason = { ...rest, ...(group && { group }), ...(day && { day }), ...(search && { search }) };
  return (
    <div className="counterfoil-no-orders">
      <p>{sentence()}</p>
      {!isDone && (
        <ActionButton onClick={() => go({ name: 'orders', filters: isGone ? withoutReason : rest })}>
          {say(isGone ? 'screen_clear_reason' : 'screen_clear_filters')}
        </ActionButton>
      )}
    </div>
  );

  function sentence(): string {
    if (isGone) return say('screen_reason_gone', { reason: sayKind(reason, erp) });
    return say(isDone ? 'screen_nothing_needs_you' : 'screen_no_orders_found');
  }
}
