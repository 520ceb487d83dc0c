import { Icon } from '@wordpress/components';
import { arrowLeft, arrowRight } from '@wordpress/icons';
import { lazy, Suspense, useRef } from 'react';
import type { View } from '../../navigation.ts';
import { say } from '../../ui/say.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ViewLink } from '../../ui/view-link.tsx';
import { Journey } from './journey.tsx';

/** DataViews weighs 386 KB gzipped: loaded only with the list that needs it. */
const OrdersTable = lazy(async () => ({ default: (await import('./orders-table.tsx')).OrdersTable }));

export function Orders({
  view,
  erp,
  onAsked,
}: {
  readonly view: View;
  readonly erp: string;
  readonly onAsked: () => void;
}) {
  const left = useRef<Pick<View, 'orderId' | 'former'> | null>(null);
  if (view.orderId !== null) {
    left.current = view;
    return (
      <>
        <ViewLink className="counterfoil-back" to={{ name: 'orders', filters: view.filters }}>
          <Icon icon={document.dir === 'rtl' ? arrowRight : arrowLeft} size={20} />
          {say('screen_all_orders')}
        </ViewLink>
        <Journey
          key={`${view.orderId} ${view.former}`}
          orderId={view.orderId}
          former={view.former}
          erp={erp}
          onAsked={onAsked}
        />
      </>
    );
  }
  return (
    <Suspense fallback={<Skeleton lines={10} />}>
      <OrdersTable view={view} erp={erp} returnTo={left.current} onAsked={onAsked} />
    </Suspense>
  );
}
