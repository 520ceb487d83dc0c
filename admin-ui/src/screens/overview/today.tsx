import type { OverviewAnswer } from '@counterfoil/shared-types';
import { shopSettings } from '../../shop-settings.ts';
import { say, sayParts } from '../../ui/say.ts';
import { ViewLink } from '../../ui/view-link.tsx';
import { Hours } from './hours.tsx';

type FigureWord =
  | 'screen_placed'
  | 'screen_figure_held'
  | 'screen_group_not_paid'
  | `screen_state_${'delivered' | 'skipped'}`;

/** Today's way of the orders, every figure a link to the orders behind it, and by hour. */
export function Today({ overview }: { readonly overview: OverviewAnswer }) {
  const { today, erpName: erp } = overview;
  const figures = [
    { word: 'screen_placed', count: today.placed, group: '' },
    { word: 'screen_state_delivered', count: today.delivered, group: 'delivered' },
    { word: 'screen_figure_held', count: today.held, group: 'needs_you' },
    { word: 'screen_group_not_paid', count: today.notPaid, group: 'not_paid' },
    { word: 'screen_state_skipped', count: today.skipped, group: 'skipped' },
  ] as const satisfies readonly { word: FigureWord; count: number; group: string }[];
  return (
    <section className="counterfoil-card" aria-labelledby="counterfoil-today">
      <h2 id="counterfoil-today">{say('screen_today')}</h2>
      {today.placed === 0 ? (
        <p>{say('screen_none_placed_yet')}</p>
      ) : (
        <>
          <ul className="counterfoil-figures">
            {figures
              .filter(({ count, group }) => count > 0 || group === '' || group === 'delivered')
              .map(({ word, count, group }) => (
                <li key={word}>
                  <ViewLink to={{ name: 'orders', filters: { day: today.date, group } }}>
                    <Figure word={word} count={count} erp={erp} />
                  </ViewLink>
                </li>
              ))}
          </ul>
          <Hours hours={today.hours} erp={erp} />
        </>
      )}
    </section>
  );
}

function Figure({
  word,
  count,
  erp,
}: {
  readonly word: FigureWord;
  readonly count: number;
  readonly erp: string;
}) {
  if (word === 'screen_figure_held') {
    const parts = sayParts(word, { count });
    return (
      <>{parts.map(({ text, value }) => (value === null ? text : <strong key={value}>{text}</strong>))}</>
    );
  }
  return (
    <>
      <strong>{count.toLocaleString(shopSettings.locale)}</strong> {say(word, { erp })}
    </>
  );
}
