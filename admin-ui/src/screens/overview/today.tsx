import type { OverviewAnswer } from '@counterfoil/shared-types';
import { addressOf } from '../../navigation.ts';
import { say } from '../../ui/say.ts';

/** Today's way of the orders, every figure a link to the orders behind it, and by hour. */
export function Today({ overview }: { readonly overview: OverviewAnswer }) {
  const { today, erpName: erp } = overview;
  const figures = [
    { word: 'screen_placed', count: today.placed, state: '' },
    { word: 'screen_state_delivered', count: today.delivered, state: 'delivered' },
    { word: 'screen_state_held', count: today.held, state: 'held' },
    { word: 'screen_state_not_paid', count: today.notPaid, state: 'not_paid' },
    { word: 'screen_state_skipped', count: today.skipped, state: 'skipped' },
  ] as const;
  return (
    <section className="counterfoil-card" aria-labelledby="counterfoil-today">
      <h2 id="counterfoil-today">{say('screen_today')}</h2>
      <ul className="counterfoil-figures">
        {figures.map(({ word, count, state }) => (
          <li key={word}>
            <a href={addressOf({ name: 'orders', filters: { day: 'today', state } })}>
              <strong>{count}</strong> {say(word, { erp })}
            </a>
          </li>
        ))}
      </ul>
      {today.placed > 0 && <Hours hours={today.hours} erp={erp} />}
    </section>
  );
}

function Hours({ hours, erp }: { readonly hours: OverviewAnswer['today']['hours']; readonly erp: string }) {
  const most = Math.max(1, ...hours.map((hour) => hour.placed));
  return (
    <figure className="counterfoil-hours">
      <div className="counterfoil-bars" aria-hidden="true">
        {hours.map(({ hour, placed, delivered }) => (
          <div key={hour} title={`${hour}:00 · ${placed}`}>
            <span style={{ blockSize: `${(placed / most) * 100}%` }}>
              <i
                style={{ blockSize: placed === 0 ? 0 : `${(Math.min(delivered, placed) / placed) * 100}%` }}
              />
            </span>
          </div>
        ))}
      </div>
      <figcaption>{say('screen_by_hour', { erp })}</figcaption>
      <table className="screen-reader-text">
        <caption>{say('screen_by_hour', { erp })}</caption>
        <tbody>
          {hours
            .filter((hour) => hour.placed > 0)
            .map(({ hour, placed, delivered }) => (
              <tr key={hour}>
                <th scope="row">{hour}:00</th>
                <td>{placed}</td>
                <td>{delivered}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </figure>
  );
}
