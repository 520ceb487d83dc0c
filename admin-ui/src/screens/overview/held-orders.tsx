import type { JourneyRow, OverviewAnswer } from '@counterfoil/shared-types';
import { Changes } from '../../ui/changes.tsx';
import { formatMoney } from '../../ui/format.ts';
import { say, sayWhatToDo } from '../../ui/say.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { Ago } from '../../ui/time.tsx';
import { ViewLink } from '../../ui/view-link.tsx';
import { NextStep } from '../orders/next-step.tsx';
import { ProductLink } from '../orders/product-link.tsx';

/** What needs a person: biggest money first, each with its reason and the next step. */
export function HeldOrders({
  overview,
  onAsked,
}: {
  readonly overview: OverviewAnswer;
  readonly onAsked: () => void;
}) {
  const { held } = overview;
  if (held.count === 0) return null;
  return (
    <section className="counterfoil-card" aria-labelledby="counterfoil-held">
      <h2 id="counterfoil-held">
        {say('screen_needs_you')}{' '}
        <span className="counterfoil-money">
          {held.money.map((sum) => formatMoney(sum.amount, sum.currency)).join(' + ')}
        </span>
      </h2>
      <ul className="counterfoil-held">
        {held.rows.map((row) => (
          <Held key={row.orderId} row={row} erp={overview.erpName} onAsked={onAsked} />
        ))}
      </ul>
      {held.count > held.rows.length && (
        <p className="counterfoil-more">
          <ViewLink to={{ name: 'orders', filters: { group: 'needs_you' } }}>
            {say('screen_see_all_held', { count: held.count })}
          </ViewLink>
        </p>
      )}
    </section>
  );
}

function Held({
  row,
  erp,
  onAsked,
}: {
  readonly row: JourneyRow;
  readonly erp: string;
  readonly onAsked: () => void;
}) {
  const whatToDo = sayWhatToDo(row.code, row.values);
  return (
    <li>
      <ViewLink className="counterfoil-order-number" to={{ name: 'orders', orderId: row.orderId }}>
        #{row.orderNumber}
      </ViewLink>
      <span className="counterfoil-money">
        {row.total !== null && row.currency !== null && formatMoney(row.total, row.currency)}
      </span>
      <div className="counterfoil-reason">
        <Sentence code={row.code} values={row.values} document={row.document} />
        <Changes changes={row.changes} />
        {whatToDo !== null && (
          <span className="counterfoil-todo">
            {whatToDo} <ProductLink row={row} />
          </span>
        )}
      </div>
      <Ago time={row.placedAt ?? row.since} />
      <NextStep row={row} erp={erp} onAsked={onAsked} />
    </li>
  );
}
