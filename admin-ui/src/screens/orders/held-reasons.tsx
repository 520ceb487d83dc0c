import type { JourneysAnswer } from '@counterfoil/shared-types';
import { useContext } from 'react';
import type { Filters } from '../../navigation.ts';
import { useAction } from '../../resources/use-action.ts';
import { sendAllOf } from '../../resources/use-journeys.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { formatMoney } from '../../ui/format.ts';
import { say, sayKind } from '../../ui/say.ts';
import { Standstill } from '../../ui/standstill.ts';
import { Ago } from '../../ui/time.tsx';
import { ViewLink } from '../../ui/view-link.tsx';
import { OrdersList } from './order-actions.tsx';
import { canSendAgain, isThere } from './send-again.tsx';

type Held = JourneysAnswer['held'][number];

/** The shop takes so many in one question. */
const AT_ONCE = 100;

/** Why orders need a person, the most money first: each reason with its orders, and all of them sent again at once. */
export function HeldReasons({
  held,
  filters,
  onAsked,
}: {
  readonly held: readonly Held[];
  readonly filters: Filters;
  readonly onAsked: () => void;
}) {
  if (held.length === 0) return null;
  return (
    <section className="counterfoil-card" aria-label={say('screen_by_reason')}>
      <ul className="counterfoil-held-reasons">
        {held.map((one) => (
          <Reason key={one.code} held={one} filters={filters} onAsked={onAsked} />
        ))}
      </ul>
    </section>
  );
}

function Reason({
  held,
  filters,
  onAsked,
}: {
  readonly held: Held;
  readonly filters: Filters;
  readonly onAsked: () => void;
}) {
  const { erp } = useContext(OrdersList);
  const { code, count, money, oldestAt } = held;
  return (
    <li>
      <div>
        <ViewLink to={{ name: 'orders', filters: { ...filters, reason: code, page: '' } }}>
          <bdi>{sayKind(code, erp)}</bdi>
        </ViewLink>
        <p className="counterfoil-quiet">
          {say('screen_orders_count', { count })} ·{' '}
          {money.map(({ amount, currency }) => formatMoney(amount, currency)).join(' + ')}
          {' · '}
          {say('screen_oldest')} <Ago time={oldestAt} />
        </p>
      </div>
      {shopSettings.may.mend &&
        canSendAgain({ state: 'held', code }) &&
        !isThere({ state: 'held', code }) && <SendThese held={held} onAsked={onAsked} />}
    </li>
  );
}

function SendThese({
  held: { code, count },
  onAsked,
}: {
  readonly held: Held;
  readonly onAsked: () => void;
}) {
  const { erp } = useContext(OrdersList);
  const { busy, error, run } = useAction();
  const standstill = useContext(Standstill);
  const several = Math.min(count, AT_ONCE);
  const ask = async () => {
    if (await run(() => sendAllOf(code))) onAsked();
  };
  return (
    <span className="counterfoil-send-again">
      <ActionButton
        size="compact"
        busy={busy}
        label={say('screen_for_reason', {
          what: say('screen_send_again_orders', { count: several }),
          reason: sayKind(code, erp),
        })}
        onClick={() => void ask()}
      >
        {say('screen_send_again_orders', { count: several })}
      </ActionButton>
      <span role="status">
        {error ??
          (standstill === null
            ? ''
            : say(`screen_${standstill === 'stopped' ? 'stopped_means' : 'asked_silent'}`))}
      </span>
    </span>
  );
}
