import type { JourneyRow } from '@counterfoil/shared-types';
import { DataViews, type View as TableView } from '@wordpress/dataviews/wp';
import { useEffect, useMemo, useState } from 'react';
import { addressOf, type Filters, go, isPlainClick, type View } from '../../navigation.ts';
import { useJourneys } from '../../resources/use-journeys.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useNarrow } from '../../ui/use-narrow.ts';
import { HeldReasons } from './held-reasons.tsx';
import { AllNewOrders } from './new-orders.tsx';
import { NoOrders } from './no-orders.tsx';
import { OrdersList, orderActions } from './order-actions.tsx';
import { nameOf, orderFields } from './order-fields.tsx';
import { OrdersFilter } from './orders-filter.tsx';
import { OrdersPages, perPageOf } from './orders-pages.tsx';

const COLUMNS = ['placed', 'customer', 'total', 'state', 'document', 'reason'];
/** A block per order: who and how much, then where it stands and when it was ordered, then why. */
const BLOCK = ['customer', 'total', 'state', 'document', 'placed', 'reason'];
const SORTS = ['order', 'total', 'placed'];

/** From the address: `total-asc`. */
function sortOf(filters: Filters): { field: string; direction: 'asc' | 'desc' } {
  const [field = '', direction] = (filters.sort ?? '').split('-');
  return SORTS.includes(field)
    ? { field, direction: direction === 'asc' ? 'asc' : 'desc' }
    : { field: filters.group === 'needs_you' ? 'total' : 'order', direction: 'desc' };
}

function pageOf(filters: Filters): number {
  const page = Number(filters.page);
  return Number.isSafeInteger(page) && page > 1 ? page : 1;
}

/**
 * The list of orders: a table, and where that has no room one block per order. What it shows stands in the address; the
 * server pages, sorts and searches.
 */
export function OrdersTable({
  view: { filters },
  erp,
  returnTo,
  onAsked,
}: {
  readonly view: View;
  readonly erp: string;
  /** The order that was open before: the keyboard goes on there. */
  readonly returnTo: Pick<View, 'orderId' | 'former'> | null;
  readonly onAsked: () => void;
}) {
  const [selection, setSelection] = useState<string[]>([]);
  const narrow = useNarrow();
  const sort = sortOf(filters);
  const page = pageOf(filters);
  const perPage = perPageOf(filters);
  const journeys = useJourneys({
    page,
    perPage,
    search: filters.search ?? '',
    group: filters.group ?? '',
    reason: filters.reason ?? '',
    day: filters.day ?? '',
    orderBy: sort.field,
    order: sort.direction,
  });
  const { answer, outdated, error, reload } = journeys;
  const fields = useMemo(() => orderFields(erp), [erp]);
  const actions = useMemo(() => orderActions(erp), [erp]);
  useReturn(returnTo, answer !== null);

  if (answer === null)
    return error === null ? <Skeleton lines={10} /> : <Failure error={error} onRetry={reload} />;

  const asked = () => {
    setSelection([]);
    reload();
    onAsked();
  };
  const shown = {
    titleField: 'order',
    fields: COLUMNS,
    sort,
    page,
    perPage,
    filters: [],
    search: '',
  };
  const table: TableView = narrow
    ? { ...shown, fields: BLOCK, type: 'activity', layout: { density: 'compact' } }
    : {
        ...shown,
        type: 'table',
        layout: { density: 'compact', enableMoving: false, styles: { total: { align: 'end' } } },
      };
  return (
    <OrdersList.Provider value={{ erp, onAsked: asked }}>
      {error !== null && <Failure error={error} onRetry={reload} />}
      <AllNewOrders reasons={answer.reasons} erp={erp} onAsked={asked} />
      {(answer.all > 0 || isNarrowed(filters)) && (
        <OrdersFilter filters={filters} answer={answer} erp={erp} />
      )}
      {filters.group === 'needs_you' && !filters.reason && (
        <HeldReasons held={answer.held} filters={filters} onAsked={asked} />
      )}
      <section className="counterfoil-orders" aria-label={say('screen_orders')}>
        <DataViews<JourneyRow>
          data={answer.rows}
          fields={fields}
          view={table}
          onChangeView={(next) => change(filters, next)}
          actions={actions}
          isLoading={outdated && error === null}
          getItemId={nameOf}
          paginationInfo={{
            totalItems: answer.total,
            totalPages: Math.max(1, Math.ceil(answer.total / perPage)),
          }}
          defaultLayouts={{ table: {}, activity: {} }}
          selection={selection}
          onChangeSelection={setSelection}
          isItemClickable={() => true}
          renderItemLink={({ item, ...link }) => (
            <a
              {...link}
              href={addressOf({ name: 'orders', orderId: item.orderId, former: item.former, filters })}
              onClick={(click) => {
                if (!isPlainClick(click)) return;
                click.preventDefault();
                go({ name: 'orders', orderId: item.orderId, former: item.former, filters });
              }}
            />
          )}
          empty={outdated ? null : <NoOrders filters={filters} reasons={answer.reasons} erp={erp} />}
        >
          <DataViews.Layout />
          {selection.length > 0 && !narrow && (
            <div className="counterfoil-bulk">
              <DataViews.BulkActionToolbar />
            </div>
          )}
        </DataViews>
      </section>
      <OrdersPages filters={filters} page={page} total={answer.total} outdated={outdated} />
    </OrdersList.Provider>
  );
}

/** Of what DataViews can change, only sorting and a page beyond the last are left. */
function change(filters: Filters, next: TableView): void {
  const before = sortOf(filters);
  const { sort } = next;
  if (sort && (sort.field !== before.field || sort.direction !== before.direction)) {
    go({ name: 'orders', filters: { ...filters, sort: `${sort.field}-${sort.direction}`, page: '' } });
  } else if (next.page !== undefined && next.page !== pageOf(filters)) {
    go({ name: 'orders', filters: { ...filters, page: next.page > 1 ? String(next.page) : '' } }, true);
  }
}

function isNarrowed({ group, reason, day, search }: Filters): boolean {
  return Boolean(group || reason || day || search);
}

function useReturn(left: Pick<View, 'orderId' | 'former'> | null, loaded: boolean): void {
  useEffect(() => {
    if (left === null || !loaded) return;
    document
      .querySelector(`[data-order="${nameOf(left)}"]`)
      ?.closest('a')
      ?.focus();
  }, [left, loaded]);
}
