import type { JourneyRow } from '@counterfoil/shared-types';
import type { Field } from '@wordpress/dataviews/wp';
import { Changes } from '../../ui/changes.tsx';
import { formatDate, formatExact, formatMoney } from '../../ui/format.ts';
import { say } from '../../ui/say.ts';
import { DocumentLink, Sentence } from '../../ui/sentence.tsx';
import { useAskedText } from '../../ui/standstill.ts';
import { StateLabel } from '../../ui/state-label.tsx';

/** Of a row: an id may have stood for another order before. */
export function nameOf({
  orderId,
  former,
}: {
  readonly orderId: number | null;
  readonly former: string | null;
}) {
  return former === null ? String(orderId) : `${orderId} ${former}`;
}

/** The columns of the list of orders. Sorting is offered only where the server has an index. */
export function orderFields(erp: string): Field<JourneyRow>[] {
  const fixed = { enableHiding: false, filterBy: false } as const;
  return [
    {
      ...fixed,
      id: 'order',
      label: say('screen_order'),
      getValue: ({ item }) => say('screen_order_number', { number: item.orderNumber }),
      render: ({ item }) => <span data-order={nameOf(item)}>#{item.orderNumber}</span>,
      enableSorting: true,
    },
    {
      ...fixed,
      id: 'customer',
      label: say('screen_customer'),
      render: ({ item }) => (
        <span className="counterfoil-customer" title={item.email}>
          {item.customer || item.email || say('screen_guest')}
        </span>
      ),
      enableSorting: false,
    },
    {
      ...fixed,
      id: 'total',
      label: say('screen_total'),
      render: ({ item }) => (
        <span className="counterfoil-money">
          {item.total === null || item.currency === null ? '' : formatMoney(item.total, item.currency)}
        </span>
      ),
      enableSorting: true,
    },
    {
      ...fixed,
      id: 'state',
      label: say('screen_state'),
      render: ({ item }) => <StateLabel row={item} erp={erp} />,
      enableSorting: false,
    },
    {
      ...fixed,
      id: 'document',
      label: say('screen_in_erp_as', { erp }),
      render: ({ item }) => <Document row={item} />,
      enableSorting: false,
    },
    {
      ...fixed,
      id: 'reason',
      label: say('screen_reason'),
      render: ({ item }) => <Reason row={item} />,
      enableSorting: false,
    },
    {
      ...fixed,
      id: 'placed',
      label: say('screen_placed_at'),
      render: ({ item }) => <Placed time={item.placedAt} />,
      enableSorting: true,
    },
  ];
}

function Placed({ time }: { readonly time: string | null }) {
  if (time === null) return null;
  return (
    <time className="counterfoil-placed" dateTime={time} title={formatExact(time)}>
      {formatDate(time)}
    </time>
  );
}

function Document({ row }: { readonly row: JourneyRow }) {
  if (row.document === null)
    return (
      <span className="counterfoil-none" aria-hidden="true">
        –
      </span>
    );
  const name = row.document.number;
  if (name === '') return null;
  return row.document.url === null ? (
    <span>{name}</span>
  ) : (
    <DocumentLink url={row.document.url} name={name} />
  );
}

/** Of an order that is simply in the ERP, or not paid yet, state and document say it all. */
function Reason({ row }: { readonly row: JourneyRow }) {
  const asked = useAskedText();
  if (row.asked) return <span className="counterfoil-reason">{asked}</span>;
  if (row.state === 'not_paid' || (row.state === 'delivered' && row.document !== null)) return null;
  return (
    <span className="counterfoil-reason">
      <Sentence code={row.code} values={row.values} document={row.document} />
      <Changes changes={row.changes} atMost={2} />
    </span>
  );
}
