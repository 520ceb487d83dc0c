import { Button } from '@wordpress/components';
import { arrowLeft } from '@wordpress/icons';
import { lazy, Suspense } from 'react';
import { go, type View } from '../../navigation.ts';
import { say } from '../../ui/say.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Journey } from './journey.tsx';

/** DataViews weighs 386 KB gzipped: loaded only with the list that needs it. */
const OrdersTable = lazy(async () => ({ default: (await import('./orders-table.tsx')).OrdersTable }));

export function Orders({ view, erp }: { readonly view: View; readonly erp: string }) {
  if (view.orderId !== null) {
    return (
      <>
        <Button
          variant="tertiary"
          icon={arrowLeft}
          onClick={() => go({ name: 'orders', filters: view.filters })}
        >
          {say('screen_all_orders')}
        </Button>
        <Journey orderId={view.orderId} erp={erp} />
      </>
    );
  }
  return (
    <Suspense fallback={<Skeleton lines={10} />}>
      <OrdersTable view={view} erp={erp} />
    </Suspense>
  );
}
