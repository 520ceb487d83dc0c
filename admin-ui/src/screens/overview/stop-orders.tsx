import type { OverviewAnswer } from '@counterfoil/shared-types';
import { Button } from '@wordpress/components';
import { useState } from 'react';
import { ask, failureText } from '../../resources/use-resource.ts';
import { shopSettings } from '../../shop-settings.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';

/** Works in the shop at once, even if the connector can't be reached; orders keep being recorded. */
export function StopOrders({
  overview,
  onChange,
}: {
  readonly overview: OverviewAnswer;
  readonly onChange: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  if (!shopSettings.may.mend) return null;
  const stopped = overview.ordersStopped !== null;

  async function change() {
    setBusy(true);
    try {
      await ask('orders-stopped', { stopped: !stopped });
      setError(null);
      onChange();
    } catch (failure) {
      setError(failureText(failure));
    }
    setBusy(false);
  }

  return (
    <section className="counterfoil-stops">
      <Button
        variant="secondary"
        isBusy={busy}
        disabled={busy}
        accessibleWhenDisabled
        onClick={() => void change()}
      >
        {say(stopped ? 'screen_go_on_orders' : 'screen_stop_orders')}
      </Button>
      {!stopped && <span className="description">{say('screen_stop_orders_means')}</span>}
      {error !== null && <Failure error={error} />}
    </section>
  );
}
