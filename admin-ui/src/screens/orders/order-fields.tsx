import type { Field } from '@wordpress/dataviews/wp';
import { type JourneyRow, type JourneysAnswer, journeyStates } from '../../resources/journey-states.ts';
import { formatMoney } from '../../ui/format.ts';
import { say, sayKind } from '../../ui/say.ts';
import { StateLabel, stateWord } from '../../ui/state-label.tsx';
import { Ago } from '../../ui/time.tsx';

/** The columns of the list of orders, and what can be filtered by. Sorting is offered only where the server has an index. */
export function orderFields(
  erp: string,
  now: string,
  reasons: JourneysAnswer['reasons'],
): Field<JourneyRow>[] {
  return [
    {
      id: 'order',
      label: say('screen_order'),
      getValue: ({ item }) => item.orderNumber,
      render: ({ item }) => <span>#{item.orderNumber}</span>,
      enableHiding: false,
      enableSorting: true,
      filterBy: false,
    },
    {
      id: 'customer',
      label: say('screen_customer'),
      render: ({ item }) => <span>{item.customer || item.email || say('screen_guest')}</span>,
      enableSorting: false,
      filterBy: false,
    },
    {
      id: 'total',
      label: say('screen_total'),
      render: ({ item }) => (
        <span className="counterfoil-money">
          {item.total === null || item.currency === null ? '' : formatMoney(item.total, item.currency)}
        </span>
      ),
      enableSorting: true,
      filterBy: false,
    },
    {
      id: 'state',
      label: say('screen_state'),
      elements: journeyStates.map((state) => ({ value: state, label: stateWord(state, erp) })),
      filterBy: { operators: ['is'] },
      render: ({ item }) => <StateLabel state={item.state} erp={erp} />,
      enableSorting: false,
    },
    {
      id: 'document',
      label: say('screen_in_erp_as', { erp }),
      render: ({ item }) => <Document row={item} />,
      enableSorting: false,
      filterBy: false,
    },
    {
      id: 'reason',
      label: say('screen_reason'),
      elements: reasons.map(({ code, count }) => ({
        value: code,
        label: say('screen_reason_count', { reason: sayKind(code), count }),
      })),
      filterBy: { operators: ['is'] },
      render: ({ item }) => <span className="counterfoil-reason">{say(item.code, item.values)}</span>,
      enableSorting: false,
    },
    {
      id: 'day',
      label: say('screen_day'),
      elements: [
        { value: 'today', label: say('screen_today') },
        { value: 'yesterday', label: say('screen_yesterday') },
      ],
      filterBy: { operators: ['is'] },
      render: () => null,
      enableSorting: false,
      enableHiding: false,
    },
    {
      id: 'since',
      label: say('screen_since'),
      render: ({ item }) => <Ago time={item.since} now={now} />,
      enableSorting: true,
      filterBy: false,
    },
  ];
}

export function Document({ row }: { readonly row: JourneyRow }) {
  if (row.document === null) return <span>—</span>;
  const name = row.document.number || row.document.id;
  if (row.document.url === null) return <span>{name}</span>;
  return (
    <a href={row.document.url} target="_blank" rel="noreferrer">
      {name}
      <span className="screen-reader-text"> {say('screen_opens_in_new_tab')}</span>
      <span aria-hidden="true"> ↗</span>
    </a>
  );
}
