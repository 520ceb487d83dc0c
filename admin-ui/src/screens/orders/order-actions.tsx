import type { JourneyRow } from '@counterfoil/shared-types';
import { Button } from '@wordpress/components';
import type { Action, RenderModalProps } from '@wordpress/dataviews/wp';
import { createContext, useContext, useState } from 'react';
import { sendAgain } from '../../resources/use-journeys.ts';
import { failureText } from '../../resources/use-resource.ts';
import { shopSettings } from '../../shop-settings.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';
import { LeaveOutForm } from './leave-out.tsx';

/** What to do once the connector was asked: load the list anew. */
export const Asked = createContext<() => void>(() => undefined);

/** What can be done with one order or many; nothing for who may only look. */
export const orderActions: Action<JourneyRow>[] = shopSettings.may.mend
  ? [
      {
        id: 'send-again',
        label: say('screen_send_again'),
        supportsBulk: true,
        modalHeader: (rows) => say('screen_send_again_orders', { count: rows.length }),
        RenderModal: SendAgainOrders,
      },
      {
        id: 'leave-out',
        label: say('screen_leave_out'),
        supportsBulk: true,
        isEligible: (row) => row.state !== 'delivered' && row.state !== 'skipped',
        modalHeader: (rows) => say('screen_leave_out_orders', { count: rows.length }),
        RenderModal: LeaveOutOrders,
      },
    ]
  : [];

function LeaveOutOrders({ items, closeModal }: RenderModalProps<JourneyRow>) {
  const asked = useContext(Asked);
  return (
    <LeaveOutForm
      orderIds={items.map((row) => row.orderId)}
      onDone={() => {
        closeModal?.();
        asked();
      }}
    />
  );
}

function SendAgainOrders({ items: rows, closeModal }: RenderModalProps<JourneyRow>) {
  const asked = useContext(Asked);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function ask() {
    setBusy(true);
    try {
      await sendAgain(rows.map((row) => row.orderId));
      closeModal?.();
      asked();
    } catch (failure) {
      setError(failureText(failure));
      setBusy(false);
    }
  }

  return (
    <div className="counterfoil-form">
      <p>{say('screen_send_again_means')}</p>
      {error !== null && <Failure error={error} />}
      <Button variant="primary" isBusy={busy} disabled={busy} onClick={() => void ask()}>
        {say('screen_send_again_orders', { count: rows.length })}
      </Button>
    </div>
  );
}
