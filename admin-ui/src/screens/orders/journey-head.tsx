import type { JourneyRow } from '@counterfoil/shared-types';
import { Button, Modal } from '@wordpress/components';
import { useState } from 'react';
import { formatMoney } from '../../ui/format.ts';
import { say, sayWhatToDo } from '../../ui/say.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { StateLabel } from '../../ui/state-label.tsx';
import { Ago } from '../../ui/time.tsx';
import { decisionFor, decisionName, decisionTitle, LeaveOutForm } from './leave-out.tsx';
import { SendAgain } from './send-again.tsx';

/** The order, where it stands, and what can be done about it. */
export function JourneyHead({
  row,
  erp,
  onAsked,
}: {
  readonly row: JourneyRow;
  readonly erp: string;
  readonly onAsked: () => void;
}) {
  const needsYou = row.state === 'held' || row.state === 'broken';
  const whatToDo = needsYou ? sayWhatToDo(row.code, row.values) : null;
  return (
    <header className="counterfoil-journey-head">
      <h2>
        {say('screen_order_number', { number: row.orderNumber })}
        {row.customer !== '' && ` · ${row.customer}`}
        {row.total !== null && row.currency !== null && ` · ${formatMoney(row.total, row.currency)}`}
      </h2>
      <p className={`counterfoil-journey-state is-${row.state}`} role="status">
        <StateLabel row={row} erp={erp}>
          <Sentence code={row.code} values={row.values} document={row.document} />
        </StateLabel>
      </p>
      <p className="counterfoil-quiet">
        {say('screen_since')} <Ago time={row.since} />
      </p>
      {whatToDo !== null && (
        <p className="counterfoil-todo">
          <strong>{say('screen_todo')}</strong> {whatToDo}
        </p>
      )}
      <Actions row={row} erp={erp} onAsked={onAsked} />
    </header>
  );
}

function Actions({
  row,
  erp,
  onAsked,
}: {
  readonly row: JourneyRow;
  readonly erp: string;
  readonly onAsked: () => void;
}) {
  const [open, setOpen] = useState(false);
  const decision = decisionFor(row);
  return (
    <div className="counterfoil-actions">
      <SendAgain row={row} onAsked={onAsked} />
      {decision !== null && (
        <Button variant="secondary" size="compact" onClick={() => setOpen(true)}>
          {decisionName(decision)}
        </Button>
      )}
      {row.editUrl !== null && (
        <Button variant="tertiary" size="compact" href={row.editUrl}>
          {say('screen_open_order')}
        </Button>
      )}
      {open && decision !== null && (
        <Modal title={decisionTitle(decision, 1, erp)} onRequestClose={() => setOpen(false)}>
          <LeaveOutForm
            decision={decision}
            orderIds={[row.orderId]}
            erp={erp}
            onDone={() => {
              setOpen(false);
              onAsked();
            }}
          />
        </Modal>
      )}
    </div>
  );
}
