import type { OverviewAnswer } from '@counterfoil/shared-types';
import { useAction } from '../../resources/use-action.ts';
import { ask } from '../../resources/use-resource.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { say } from '../../ui/say.ts';

/** Works in the shop at once, even if the connector can't be reached; orders keep being recorded. */
export function StopOrders({
  overview,
  onChange,
}: {
  readonly overview: OverviewAnswer;
  readonly onChange: () => void;
}) {
  const { busy, error, run } = useAction();
  if (!shopSettings.may.mend || overview.connectionState !== 'connected') return null;
  const stopped = overview.ordersStopped !== null;
  const change = () => run(() => ask('orders-stopped', { stopped: !stopped })).then(onChange);
  return (
    <section className="counterfoil-stops">
      <ActionButton busy={busy} onClick={() => void change()}>
        {say(stopped ? 'screen_go_on_orders' : 'screen_stop_orders')}
      </ActionButton>
      <span role="status">{error ?? say(stopped ? 'screen_stopped_means' : 'screen_stop_orders_means')}</span>
    </section>
  );
}
