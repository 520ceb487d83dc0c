import type { JourneyRow } from '@counterfoil/shared-types';
import type { Action, RenderModalProps } from '@wordpress/dataviews/wp';
import { createContext, useContext } from 'react';
import { useAction } from '../../resources/use-action.ts';
import { sayNew, sendAgain } from '../../resources/use-journeys.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { say } from '../../ui/say.ts';
import { isIdGivenAgain } from './id-given-again.ts';
import { type Decision, decisionFor, decisionName, decisionTitle, LeaveOutForm } from './leave-out.tsx';
import { NewOrdersForm, newOrdersTitle } from './new-orders.tsx';
import { canSendAgain, isThere } from './send-again.tsx';

/** What the dialogs of the list need to know of it. */
export const OrdersList = createContext<{
  readonly erp: string;
  /** The connector was asked: load the list anew. */
  readonly onAsked: () => void;
}>({ erp: '', onAsked: () => undefined });

/** What can be done with one order or many; nothing for who may only look. */
export function orderActions(erp: string): Action<JourneyRow>[] {
  if (!shopSettings.may.mend) return [];
  return [
    {
      id: 'send-again',
      label: say('screen_send_again'),
      supportsBulk: true,
      isEligible: (row) => canSendAgain(row) && !isThere(row),
      modalHeader: againTitle,
      RenderModal: SendAgainOrders,
    },
    {
      id: 'compare-again',
      label: say('screen_compare_again'),
      supportsBulk: true,
      isEligible: isThere,
      modalHeader: againTitle,
      RenderModal: SendAgainOrders,
    },
    {
      id: 'new_order',
      label: say('screen_new_order'),
      supportsBulk: true,
      isEligible: isIdGivenAgain,
      modalHeader: newOrdersTitle,
      RenderModal: SayOrdersAreNew,
    },
    deciding('leave_out', erp, LeaveOutOrders),
    deciding('leave_as_is', erp, LeaveOrdersAsTheyAre),
  ];
}

function deciding(
  decision: Decision,
  erp: string,
  RenderModal: (props: RenderModalProps<JourneyRow>) => JSX.Element,
): Action<JourneyRow> {
  return {
    id: decision,
    label: decisionName(decision),
    supportsBulk: true,
    isEligible: (row) => decisionFor(row) === decision,
    modalHeader: (rows) => decisionTitle(decision, rows, erp),
    RenderModal,
  };
}

function LeaveOutOrders(props: RenderModalProps<JourneyRow>) {
  return <DecideOrders decision="leave_out" {...props} />;
}

function LeaveOrdersAsTheyAre(props: RenderModalProps<JourneyRow>) {
  return <DecideOrders decision="leave_as_is" {...props} />;
}

function DecideOrders({
  decision,
  items,
  closeModal,
}: RenderModalProps<JourneyRow> & { readonly decision: Decision }) {
  const { erp, onAsked } = useContext(OrdersList);
  return (
    <LeaveOutForm
      decision={decision}
      rows={items}
      erp={erp}
      onDone={() => {
        closeModal?.();
        onAsked();
      }}
      onCancel={() => closeModal?.()}
    />
  );
}

function SayOrdersAreNew({ items, closeModal }: RenderModalProps<JourneyRow>) {
  const { erp, onAsked } = useContext(OrdersList);
  return (
    <NewOrdersForm
      title={newOrdersTitle(items)}
      erp={erp}
      onSay={() => sayNew(items)}
      onDone={() => {
        closeModal?.();
        onAsked();
      }}
      onCancel={() => closeModal?.()}
    />
  );
}

function againTitle(rows: readonly JourneyRow[]): string {
  const [row] = rows;
  const there = rows.every(isThere);
  if (row !== undefined && rows.length === 1) {
    const word = there ? 'screen_compare_again_order' : 'screen_send_again_one';
    return say(word, { number: row.orderNumber });
  }
  return say(there ? 'screen_compare_again_orders' : 'screen_send_again_orders', { count: rows.length });
}

function SendAgainOrders({ items, closeModal }: RenderModalProps<JourneyRow>) {
  const { onAsked } = useContext(OrdersList);
  const { busy, error, run } = useAction();
  async function ask() {
    if (!(await run(() => sendAgain(items)))) return;
    closeModal?.();
    onAsked();
  }
  return (
    <div className="counterfoil-form">
      <p>{say('screen_send_again_means')}</p>
      <p role="alert" className="counterfoil-problem">
        {error}
      </p>
      <div className="counterfoil-actions">
        <ActionButton variant="primary" busy={busy} onClick={() => void ask()}>
          {againTitle(items)}
        </ActionButton>
        <ActionButton variant="tertiary" onClick={() => closeModal?.()}>
          {say('screen_cancel')}
        </ActionButton>
      </div>
    </div>
  );
}
