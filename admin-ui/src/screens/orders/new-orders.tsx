import type { JourneyRow, JourneysAnswer } from '@counterfoil/shared-types';
import { Modal } from '@wordpress/components';
import { useState } from 'react';
import { useAction } from '../../resources/use-action.ts';
import { sayAllNew, sayNew } from '../../resources/use-journeys.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { say } from '../../ui/say.ts';
import { ID_GIVEN_AGAIN } from './id-given-again.ts';

/** What it means to say so, and the button that says it. */
export function NewOrdersForm({
  title,
  erp,
  onSay,
  onDone,
  onCancel,
}: {
  readonly title: string;
  readonly erp: string;
  readonly onSay: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const { busy, error, run } = useAction();
  return (
    <div className="counterfoil-form">
      <p>{say('screen_new_orders_means', { erp })}</p>
      <p role="alert" className="counterfoil-problem">
        {error}
      </p>
      <div className="counterfoil-actions">
        <ActionButton
          variant="primary"
          busy={busy}
          onClick={() => void run(onSay).then((said) => said && onDone())}
        >
          {title}
        </ActionButton>
        <ActionButton variant="tertiary" onClick={onCancel}>
          {say('screen_cancel')}
        </ActionButton>
      </div>
    </div>
  );
}

export function newOrdersTitle(rows: readonly JourneyRow[]): string {
  const [row] = rows;
  return row !== undefined && rows.length === 1
    ? say('screen_new_order_one', { number: row.orderNumber })
    : say('screen_new_orders', { count: rows.length });
}

/** Of one order: the button, and the dialog that says what it means. */
export function NewOrder({
  row,
  erp,
  onAsked,
}: {
  readonly row: JourneyRow;
  readonly erp: string;
  readonly onAsked: () => void;
}) {
  const [open, setOpen] = useState(false);
  if (!shopSettings.may.mend) return null;
  const close = () => setOpen(false);
  const title = newOrdersTitle([row]);
  return (
    <span className="counterfoil-send-again">
      <ActionButton size="compact" off={row.asked} label={title} onClick={() => setOpen(true)}>
        {say('screen_new_order')}
      </ActionButton>
      <span role="status">{row.asked && say('screen_asked')}</span>
      {open && (
        <Modal title={title} onRequestClose={close}>
          <NewOrdersForm
            title={title}
            erp={erp}
            onSay={() => sayNew([row])}
            onDone={() => {
              close();
              onAsked();
            }}
            onCancel={close}
          />
        </Modal>
      )}
    </span>
  );
}

/** Above the list, while there are such orders: one word for all of them. */
export function AllNewOrders({
  reasons,
  erp,
  onAsked,
}: {
  readonly reasons: JourneysAnswer['reasons'];
  readonly erp: string;
  readonly onAsked: () => void;
}) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(0);
  const count = reasons.find(({ code }) => code === ID_GIVEN_AGAIN)?.count ?? 0;
  if (!shopSettings.may.mend || (count === 0 && asked === 0)) return null;
  const close = () => setOpen(false);
  const title = say('screen_new_orders', { count });
  return (
    <section
      className="counterfoil-card"
      aria-label={say('screen_new_orders_found', { count: count || asked })}
    >
      {count > 0 && asked === 0 && (
        <>
          <p>{say('screen_new_orders_found', { count })}</p>
          <ActionButton onClick={() => setOpen(true)}>{title}</ActionButton>
        </>
      )}
      <p role="status">{asked > 0 && say('screen_new_orders_asked', { count: asked })}</p>
      {open && (
        <Modal title={title} onRequestClose={close}>
          <NewOrdersForm
            title={title}
            erp={erp}
            onSay={() => sayAllNew(setAsked)}
            onDone={() => {
              close();
              onAsked();
            }}
            onCancel={close}
          />
        </Modal>
      )}
    </section>
  );
}
