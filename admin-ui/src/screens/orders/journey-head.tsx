import type { JourneyRow } from '@counterfoil/shared-types';
import { Button } from '@wordpress/components';
import { Changes } from '../../ui/changes.tsx';
import { formatMoney } from '../../ui/format.ts';
import { say, sayWhatToDo } from '../../ui/say.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { StateLabel } from '../../ui/state-label.tsx';
import { Ago } from '../../ui/time.tsx';
import { Decide, nextStepOf } from './decide.tsx';
import { decisionFor } from './leave-out.tsx';
import { NewOrder } from './new-orders.tsx';
import { ProductLink } from './product-link.tsx';
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
  const whatToDo = needsYou || row.code === 'before_cutover' ? sayWhatToDo(row.code, row.values) : null;
  return (
    <header className="counterfoil-journey-head">
      <h2>
        <bdi>
          {say('screen_order_number', { number: row.orderNumber })}
          {row.customer !== '' && ` · ${row.customer}`}
          {row.total !== null && row.currency !== null && ` · ${formatMoney(row.total, row.currency)}`}
        </bdi>
      </h2>
      <div className="counterfoil-journey-standing">
        <p className={`counterfoil-journey-state is-${row.state}`} role="status">
          <StateLabel row={row} erp={erp}>
            <Sentence code={row.code} values={row.values} document={row.document} />
          </StateLabel>
        </p>
        <Ago time={row.since} />
      </div>
      <Changes changes={row.changes} />
      {whatToDo !== null && (
        <p className="counterfoil-todo">
          <bdi>
            <strong>{say('screen_todo')}</strong> {whatToDo} <ProductLink row={row} />
          </bdi>
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
  const decision = decisionFor(row);
  const decide =
    decision === null ? null : <Decide row={row} decision={decision} erp={erp} onAsked={onAsked} />;
  const next = nextStepOf(row);
  const decideFirst = next === 'decide';
  return (
    <div className="counterfoil-actions">
      {decideFirst && decide}
      {next === 'new_order' ? (
        <NewOrder row={row} erp={erp} onAsked={onAsked} />
      ) : (
        <SendAgain row={row} onAsked={onAsked} />
      )}
      {!decideFirst && decide}
      {row.editUrl !== null && (
        <Button variant="tertiary" size="compact" href={row.editUrl}>
          {say('screen_open_order')}
        </Button>
      )}
    </div>
  );
}
