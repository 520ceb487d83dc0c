import { SelectControl } from '@wordpress/components';
import { useRef } from 'react';
import { type Filters, go } from '../../navigation.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { say } from '../../ui/say.ts';

const SIZES = [25, 50, 100];

/** From the address. */
export function perPageOf(filters: Filters): number {
  return SIZES.find((size) => String(size) === filters.per) ?? 25;
}

/** Not DataViews' own: that offers each of the 4,000 pages of 100,000 orders in one menu. */
export function OrdersPages({
  filters,
  page,
  total,
  outdated,
}: {
  readonly filters: Filters;
  readonly page: number;
  readonly total: number;
  /** The rows are still those of the page before: so is what is said of them. */
  readonly outdated: boolean;
}) {
  const said = useRef('');
  if (total === 0) return null;
  const perPage = perPageOf(filters);
  const pages = Math.ceil(total / perPage);
  const number = (value: number) => value.toLocaleString(shopSettings.locale);
  const range = {
    first: number((page - 1) * perPage + 1),
    last: number(Math.min(total, page * perPage)),
    count: total,
  };
  if (!outdated) said.current = say('screen_orders_range', range);
  const turn = (to: number) =>
    go({ name: 'orders', filters: { ...filters, page: to > 1 ? String(to) : '' } });
  return (
    <div className="counterfoil-pages">
      <span role="status">{said.current}</span>
      {total > Math.min(...SIZES) && (
        <SelectControl
          __nextHasNoMarginBottom
          className="counterfoil-per-page"
          label={say('screen_per_page')}
          labelPosition="side"
          value={String(perPage)}
          options={SIZES.map((size) => ({ value: String(size), label: String(size) }))}
          onChange={(per) => go({ name: 'orders', filters: { ...filters, per, page: '' } })}
        />
      )}
      {pages > 1 && (
        <>
          <ActionButton size="compact" off={page <= 1} onClick={() => turn(page - 1)}>
            {say('screen_previous_page')}
          </ActionButton>
          <ActionButton size="compact" off={page >= pages} onClick={() => turn(page + 1)}>
            {say('screen_next_page')}
          </ActionButton>
        </>
      )}
    </div>
  );
}
