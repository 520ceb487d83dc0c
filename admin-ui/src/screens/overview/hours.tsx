import type { OverviewAnswer } from '@counterfoil/shared-types';
import { shopSettings } from '../../shop-settings.ts';
import { isolate } from '../../ui/isolate.ts';
import { say } from '../../ui/say.ts';

type Hour = OverviewAnswer['today']['hours'][number];

/** The whole day, so that a bar always stands at its hour; 25 when clocks go back. */
const HOURS_OF_A_DAY = 24;
const LABELLED = 6;

/** Orders placed and in the ERP, by hour since the day began. For the eye a picture, for the ear a table. */
export function Hours({ hours, erp }: { readonly hours: readonly Hour[]; readonly erp: string }) {
  const length = Math.max(HOURS_OF_A_DAY, ...hours.map(({ hour }) => hour + 1));
  const day = Array.from(
    { length },
    (_, hour) => hours.find((one) => one.hour === hour) ?? { hour, placed: 0, delivered: 0 },
  );
  const most = Math.max(1, ...hours.flatMap(({ placed, delivered }) => [placed, delivered]));
  const share = (count: number) => ({ blockSize: `${(count / most) * 100}%` });
  return (
    <figure className="counterfoil-hours">
      <div className="counterfoil-bars" aria-hidden="true">
        {day.map(({ hour, placed, delivered }) => (
          <div
            key={hour}
            title={
              placed + delivered === 0
                ? undefined
                : say('screen_in_hour', { erp, hour: clock(hour), placed, delivered: String(delivered) })
            }
          >
            <span className="is-placed" style={share(placed)} />
            <span className="is-delivered" style={share(delivered)} />
            {hour % LABELLED === 0 && <b>{clock(hour)}</b>}
          </div>
        ))}
      </div>
      <figcaption>
        <span className="is-placed">{say('screen_placed')}</span>
        <span className="is-delivered">{say('screen_state_delivered', { erp })}</span>
      </figcaption>
      <table className="screen-reader-text">
        <caption>{say('screen_by_hour', { erp })}</caption>
        <thead>
          <tr>
            <th scope="col">{say('screen_hour')}</th>
            <th scope="col">{say('screen_placed')}</th>
            <th scope="col">{say('screen_state_delivered', { erp })}</th>
          </tr>
        </thead>
        <tbody>
          {hours.map(({ hour, placed, delivered }) => (
            <tr key={hour}>
              <th scope="row">{clock(hour)}</th>
              <td>{placed}</td>
              <td>{delivered}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** The hours count from the day's begin, whatever the zone. */
const clockOf = new Intl.DateTimeFormat(shopSettings.locale, { hour: 'numeric', timeZone: 'UTC' });

function clock(hour: number): string {
  return isolate(clockOf.format(hour * 3_600_000));
}
