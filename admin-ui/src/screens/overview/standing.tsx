import type { OverviewAnswer } from '@counterfoil/shared-types';
import { Tooltip } from '@wordpress/components';
import { formatExact, formatMoney } from '../../ui/format.ts';
import { say } from '../../ui/say.ts';
import { Ago } from '../../ui/time.tsx';

/** The parts on the way, each in a few words: connector, ERP, what is under way, what the sweep has proven. */
export function Standing({ overview }: { readonly overview: OverviewAnswer }) {
  const { erp, erpName, connectorName: name, now, waiting, coverage } = overview;
  return (
    <dl className="counterfoil-standing">
      <div>
        <dt>{say('screen_connector_on', { name })}</dt>
        <dd>
          {overview.connectorSeenAt === null ? (
            say('screen_never_seen')
          ) : (
            <>
              {say(overview.connectorSilent ? 'screen_silent_since' : 'screen_working')}{' '}
              <Ago time={overview.connectorSeenAt} now={now} />
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{erpName}</dt>
        <dd>
          {erp === null ? (
            say('screen_erp_unknown')
          ) : (
            <Tooltip
              text={
                erp.answerMs === null
                  ? formatExact(erp.since)
                  : say('screen_erp_answers_in', { milliseconds: erp.answerMs })
              }
            >
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the figure must be reachable by keyboard */}
              <span tabIndex={0}>
                {erp.reachable
                  ? say('screen_reachable')
                  : erp.code === null
                    ? say('screen_not_reachable')
                    : say(erp.code, erp.values)}
              </span>
            </Tooltip>
          )}
        </dd>
      </div>
      <div>
        <dt>{say('screen_going_to', { erp: erpName })}</dt>
        <dd>
          {waiting.count === 0 ? (
            say('screen_nothing_waits')
          ) : (
            <>
              {say('screen_orders_count', { count: waiting.count })}
              {waiting.money.map((sum) => ` · ${formatMoney(sum.amount, sum.currency)}`)}
              {waiting.oldestAt !== null && (
                <>
                  {' · '}
                  {say('screen_oldest')} <Ago time={waiting.oldestAt} now={now} />
                </>
              )}
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{say('screen_nothing_missed')}</dt>
        <dd>
          {coverage.until === null ? (
            say('screen_not_looked_yet')
          ) : (
            <>
              {say('screen_looked_until')} <Ago time={coverage.until} now={now} />
              {coverage.missed > 0 && ` · ${say('screen_found_missed', { count: coverage.missed })}`}
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}
