import type { OverviewAnswer } from '@counterfoil/shared-types';
import { Tooltip } from '@wordpress/components';
import type { ReactNode } from 'react';
import { formatExact, formatMoney } from '../../ui/format.ts';
import { say, sayWhatToDo } from '../../ui/say.ts';
import { Ago } from '../../ui/time.tsx';
import { ViewLink } from '../../ui/view-link.tsx';

/** The parts on the way, each in a few words: connector, ERP, what is under way, what the sweep has proven. */
export function PartsOnTheWay({ overview }: { readonly overview: OverviewAnswer }) {
  const { erpName: erp, connectorName: name } = overview;
  return (
    <dl className="counterfoil-parts">
      <Part name={say('screen_connector_on', { name })}>
        <Connector overview={overview} />
      </Part>
      <Part name={erp}>
        {overview.connectorSilent ? say('screen_erp_unheard') : <Erp erp={overview.erp} />}
      </Part>
      <Part name={say('screen_going_to', { erp })}>
        <Waiting waiting={overview.waiting} />
      </Part>
      <Part name={say('screen_nothing_missed')}>
        <Coverage coverage={overview.coverage} />
      </Part>
    </dl>
  );
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

function Connector({ overview }: { readonly overview: OverviewAnswer }) {
  if (overview.connectorSeenAt === null) return say('screen_never_seen');
  return (
    <>
      {say(overview.connectorSilent ? 'screen_silent_since' : 'screen_working')}{' '}
      <Ago time={overview.connectorSeenAt} />
    </>
  );
}

function Erp({ erp }: { readonly erp: OverviewAnswer['erp'] }) {
  if (erp === null) return say('screen_erp_unknown');
  if (!erp.reachable) {
    const whatToDo = erp.code === null ? null : sayWhatToDo(erp.code, erp.values);
    return (
      <>
        {erp.code === null ? say('screen_not_reachable') : say(erp.code, erp.values)},{' '}
        <Ago time={erp.since} />
        {whatToDo !== null && `. ${whatToDo}`}
      </>
    );
  }
  const figure =
    erp.answerMs === null
      ? formatExact(erp.since)
      : say('screen_erp_answers_in', { milliseconds: erp.answerMs });
  return (
    <Tooltip text={figure}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the figure must be reachable by keyboard */}
      <span className="counterfoil-hint" tabIndex={0}>
        {say('screen_reachable')}
      </span>
    </Tooltip>
  );
}

function Waiting({ waiting }: { readonly waiting: OverviewAnswer['waiting'] }) {
  if (waiting.count === 0) return say('screen_nothing_waits');
  return (
    <>
      <ViewLink to={{ name: 'orders', filters: { group: 'going' } }}>
        {say('screen_orders_count', { count: waiting.count })}
      </ViewLink>
      {waiting.money.map((sum) => ` · ${formatMoney(sum.amount, sum.currency)}`)}
      {waiting.oldestAt !== null && (
        <>
          {' · '}
          {say('screen_oldest')} <Ago time={waiting.oldestAt} />
        </>
      )}
    </>
  );
}

function Coverage({ coverage }: { readonly coverage: OverviewAnswer['coverage'] }) {
  if (coverage.until === null) return say('screen_not_looked_yet');
  return (
    <>
      {say('screen_looked_until')} <Ago time={coverage.until} />
      {coverage.missed > 0 && ` · ${say('screen_found_missed', { count: coverage.missed })}`}
    </>
  );
}
