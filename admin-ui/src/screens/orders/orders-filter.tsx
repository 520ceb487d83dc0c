import type { JourneyGroup, JourneysAnswer } from '@counterfoil/shared-types';
import { BaseControl, SelectControl } from '@wordpress/components';
import { useEffect, useState } from 'react';
import { type Filters, go } from '../../navigation.ts';
import { shopSettings } from '../../shop-settings.ts';
import { say, sayKind } from '../../ui/say.ts';
import { ViewLink } from '../../ui/view-link.tsx';

const GROUPS = {
  needs_you: 'screen_state_held',
  going: 'screen_state_waiting',
  delivered: 'screen_state_delivered',
  not_paid: 'screen_group_not_paid',
  skipped: 'screen_state_skipped',
  only_in_erp: 'screen_state_only_in_erp',
} as const satisfies Record<JourneyGroup, string>;

/** After the last key, milliseconds: each question costs the shop a request. */
const TYPING = 350;

/** Changed filters, from the first page on. */
function goTo(filters: Filters, replace = false): void {
  const { page: _, ...rest } = filters;
  go({ name: 'orders', filters: rest }, replace);
}

/** What the list is narrowed to: by state, by words, by day and by reason. */
export function OrdersFilter({
  filters,
  answer,
  erp,
}: {
  readonly filters: Filters;
  readonly answer: JourneysAnswer;
  readonly erp: string;
}) {
  const reason = filters.reason ?? '';
  return (
    <div className="counterfoil-filter">
      <Groups filters={filters} counts={answer.counts} all={answer.all} erp={erp} />
      <div className="counterfoil-filter-fields">
        <Search filters={filters} />
        <BaseControl
          __nextHasNoMarginBottom
          className="counterfoil-day"
          id="counterfoil-day"
          label={say('screen_day')}
        >
          <input
            id="counterfoil-day"
            type="date"
            value={filters.day ?? ''}
            max="9999-12-31"
            onChange={(change) => goTo({ ...filters, day: change.target.value }, true)}
          />
        </BaseControl>
        {(answer.reasons.length > 0 || reason !== '') && (
          <SelectControl
            __next40pxDefaultSize
            __nextHasNoMarginBottom
            className="counterfoil-reasons"
            label={say('screen_reason')}
            value={reason}
            options={[
              { value: '' as string, label: say('screen_any_reason') },
              ...reasonsWith(reason, answer.reasons).map(({ code, count }) => ({
                value: code,
                label: say('screen_reason_count', { reason: sayKind(code, erp), count }),
              })),
            ]}
            onChange={(code) => goTo({ ...filters, reason: code })}
          />
        )}
      </div>
    </div>
  );
}

/** With the one that is asked for, also when no order has it any more. */
function reasonsWith(
  asked: string,
  reasons: JourneysAnswer['reasons'],
): readonly JourneysAnswer['reasons'][number][] {
  if (asked === '' || reasons.some(({ code }) => code === asked)) return reasons;
  return [{ code: asked, count: 0 }, ...reasons];
}

/** As wp-admin narrows its lists: words with counts, the present one marked. A group without orders is left out. */
function Groups({
  filters,
  counts,
  all,
  erp,
}: {
  readonly filters: Filters;
  readonly counts: JourneysAnswer['counts'];
  readonly all: number;
  readonly erp: string;
}) {
  const { page: _, reason: __, ...rest } = filters;
  const groups = (Object.keys(GROUPS) as JourneyGroup[]).filter(
    (group) => counts[group] > 0 || filters.group === group,
  );
  return (
    <ul className="counterfoil-groups">
      <li>
        <ViewLink to={{ name: 'orders', filters: { ...rest, group: '' } }} current={!filters.group}>
          {say('screen_all')} <Count count={all} />
        </ViewLink>
      </li>
      {groups.map((group) => (
        <li key={group}>
          <ViewLink to={{ name: 'orders', filters: { ...rest, group } }} current={filters.group === group}>
            {say(GROUPS[group], { erp })} <Count count={counts[group]} />
          </ViewLink>
        </li>
      ))}
    </ul>
  );
}

function Count({ count }: { readonly count: number }) {
  return <span className="counterfoil-quiet">({count.toLocaleString(shopSettings.locale)})</span>;
}

function Search({ filters }: { readonly filters: Filters }) {
  const asked = filters.search ?? '';
  const [typed, setTyped] = useState(asked);
  // The back button changes what is asked for without a key.
  useEffect(() => setTyped(asked), [asked]);
  useEffect(() => {
    if (typed.trim() === asked) return undefined;
    const timer = window.setTimeout(() => goTo({ ...filters, search: typed.trim() }, true), TYPING);
    return () => window.clearTimeout(timer);
  }, [typed, asked, filters]);
  return (
    <BaseControl
      __nextHasNoMarginBottom
      className="counterfoil-search"
      id="counterfoil-search"
      label={say('screen_search_orders')}
    >
      <input
        id="counterfoil-search"
        type="search"
        placeholder={say('screen_search_example')}
        value={typed}
        maxLength={320}
        onChange={(change) => setTyped(change.target.value)}
      />
    </BaseControl>
  );
}
