import type { JourneyRow } from '@counterfoil/shared-types';
import { DataViews, type View as TableView } from '@wordpress/dataviews/wp';
import { useMemo, useState } from 'react';
import { addressOf, go, type View } from '../../navigation.ts';
import { useJourneys } from '../../resources/use-journeys.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';
import { Asked, orderActions } from './order-actions.tsx';
import { orderFields } from './order-fields.tsx';

const DEFAULT: TableView = {
  type: 'table',
  titleField: 'order',
  fields: ['customer', 'total', 'state', 'document', 'reason', 'since'],
  sort: { field: 'order', direction: 'desc' },
  page: 1,
  perPage: 25,
  layout: {
    density: 'compact',
    styles: {
      customer: { maxWidth: 170 },
      total: { width: 90, align: 'end' },
      state: { width: 150 },
      document: { maxWidth: 110 },
      reason: { minWidth: 180, maxWidth: 320 },
      since: { width: 120 },
    },
  },
};

const FILTERS = ['state', 'reason', 'day'] as const;

/** The list of orders. Search and filters stand in the address; paging, sorting and filtering are the server's. */
export function OrdersTable({ view, erp }: { readonly view: View; readonly erp: string }) {
  const [look, setLook] = useState<TableView>(DEFAULT);
  const tableView: TableView = {
    ...look,
    search: view.filters['search'] ?? '',
    page: Number(view.filters['page'] ?? 1),
    filters: FILTERS.flatMap((field) => {
      const value = view.filters[field];
      return value === undefined ? [] : [{ field, operator: 'is' as const, value }];
    }),
  };
  const journeys = useJourneys({
    page: tableView.page ?? 1,
    perPage: tableView.perPage ?? 25,
    search: tableView.search ?? '',
    state: view.filters['state'] ?? '',
    reason: view.filters['reason'] ?? '',
    day: view.filters['day'] ?? '',
    orderBy: tableView.sort?.field ?? 'order',
    order: tableView.sort?.direction ?? 'desc',
  });
  const { answer, error, loading, reload } = journeys;
  const fields = useMemo(
    () => orderFields(erp, answer?.now ?? new Date().toISOString(), answer?.reasons ?? []),
    [erp, answer],
  );

  function change(next: TableView) {
    setLook(next);
    const filters: Record<string, string> = { search: next.search ?? '' };
    for (const filter of next.filters ?? []) {
      if (typeof filter.value === 'string') filters[filter.field] = filter.value;
    }
    if ((next.page ?? 1) > 1) filters['page'] = String(next.page);
    go({ name: 'orders', filters }, true);
  }

  return (
    <Asked.Provider value={reload}>
      {error !== null && <Failure error={error} onRetry={reload} />}
      <div className="counterfoil-orders">
        <DataViews<JourneyRow>
          data={answer?.rows ?? []}
          fields={fields}
          view={tableView}
          onChangeView={change}
          actions={orderActions}
          isLoading={loading && answer === null}
          getItemId={(row) => String(row.orderId)}
          paginationInfo={{
            totalItems: answer?.total ?? 0,
            totalPages: Math.max(1, Math.ceil((answer?.total ?? 0) / (tableView.perPage ?? 25))),
          }}
          defaultLayouts={{ table: {} }}
          config={{ perPageSizes: [10, 25, 50, 100] }}
          searchLabel={say('screen_search_orders')}
          isItemClickable={() => true}
          renderItemLink={({ item, ...link }) => (
            <a
              {...link}
              href={addressOf({ name: 'orders', orderId: item.orderId, filters: view.filters })}
              onClick={(click) => {
                if (click.metaKey || click.ctrlKey || click.shiftKey) return;
                click.preventDefault();
                go({ name: 'orders', orderId: item.orderId, filters: view.filters });
              }}
            />
          )}
          empty={<p>{say(isFiltered(view) ? 'screen_no_orders_found' : 'screen_no_orders_yet')}</p>}
        />
      </div>
    </Asked.Provider>
  );
}

function isFiltered(view: View): boolean {
  return Object.keys(view.filters).some((filter) => filter !== 'page');
}
