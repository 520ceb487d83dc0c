import type { JourneyRow, OverviewAnswer } from '@counterfoil/shared-types';
import { Button } from '@wordpress/components';
import { addressOf, go } from '../../navigation.ts';
import { formatMoney } from '../../ui/format.ts';
import { say } from '../../ui/say.ts';
import { Ago } from '../../ui/time.tsx';
import { SendAgain } from '../orders/send-again.tsx';

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
          <Held key={row.orderId} row={row} now={overview.now} onAsked={onAsked} />
        ))}
      </ul>
      {held.count > held.rows.length && (
        <Button variant="link" href={addressOf({ name: 'orders', filters: { state: 'held' } })}>
          {say('screen_see_all_held', { count: held.count })}
        </Button>
      )}
    </section>
  );
}

function Held({
  row,
  now,
  onAsked,
}: {
  readonly row: JourneyRow;
  readonly now: string;
  readonly onAsked: () => void;
}) {
  return (
    <li>
      <a
        className="counterfoil-order-number"
        href={addressOf({ name: 'orders', orderId: row.orderId })}
        onClick={(click) => {
          click.preventDefault();
          go({ name: 'orders', orderId: row.orderId });
        }}
      >
        #{row.orderNumber}
      </a>
      <span className="counterfoil-money">
        {row.total !== null && row.currency !== null && formatMoney(row.total, row.currency)}
      </span>
      <span className="counterfoil-reason">{say(row.code, row.values)}</span>
      <Ago time={row.since} now={now} />
      <SendAgain orderId={row.orderId} orderNumber={row.orderNumber} onAsked={onAsked} />
    </li>
  );
}
