import type { JourneyRow } from '@counterfoil/shared-types';
import { Modal } from '@wordpress/components';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button.tsx';
import { say } from '../../ui/say.ts';
import { isIdGivenAgain } from './id-given-again.ts';
import { type Decision, decisionFor, decisionName, decisionTitle, LeaveOutForm } from './leave-out.tsx';

/**
 * What helps an order that needs a person: what changed after it went to the ERP is a person's to do there, an id that
 * stood for another order before is theirs to explain, the rest is tried again.
 */
export function nextStepOf(row: JourneyRow): 'send_again' | 'decide' | 'new_order' {
  if (isIdGivenAgain(row)) return 'new_order';
  return decisionFor(row) === 'leave_as_is' && row.code.endsWith('_after_delivery') ? 'decide' : 'send_again';
}

/** The button of a decision, and the dialog in which its reason is written. */
export function Decide({
  row,
  decision,
  erp,
  onAsked,
}: {
  readonly row: JourneyRow;
  readonly decision: Decision;
  readonly erp: string;
  readonly onAsked: () => void;
}) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <ActionButton
        size="compact"
        off={row.asked}
        label={say('screen_for_order', { what: decisionName(decision), number: row.orderNumber })}
        onClick={() => setOpen(true)}
      >
        {decisionName(decision)}
      </ActionButton>
      {open && (
        <Modal title={decisionTitle(decision, [row], erp)} onRequestClose={close}>
          <LeaveOutForm
            decision={decision}
            rows={[row]}
            erp={erp}
            onDone={() => {
              close();
              onAsked();
            }}
            onCancel={close}
          />
        </Modal>
      )}
    </>
  );
}
