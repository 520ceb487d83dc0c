import type { OverviewAnswer } from '@counterfoil/shared-types';
import { Notice } from '@wordpress/components';
import type { ReactNode } from 'react';
import type { View } from '../navigation.ts';
import { useAction } from '../resources/use-action.ts';
import { ask } from '../resources/use-resource.ts';
import { shopSettings } from '../shop-settings.ts';
import { ActionButton } from '../ui/action-button.tsx';
import { formatAgo } from '../ui/format.ts';
import { say } from '../ui/say.ts';
import { useShopTime } from '../ui/shop-clock.ts';
import { ViewLink } from '../ui/view-link.tsx';

/**
 * What stands on every page: a copy of a shop, a practice company, a connector that is silent, orders that a person
 * stopped.
 */
export function Banner({
  view,
  overview,
  onChange,
}: {
  readonly view: View['name'];
  readonly overview: OverviewAnswer | null;
  readonly onChange: () => void;
}) {
  if (overview === null) return null;
  const connected = overview.connectionState === 'connected';
  return (
    <div className="counterfoil-banners">
      {overview.connectionState === 'copy' && (
        <Line status="error">
          <strong>{say('screen_copy')}</strong> {say('screen_copy_means')}{' '}
          {/* The overview asks it itself, the Connection page is where it is answered. */}
          {view === 'orders' && <ViewLink to={{ name: 'connection' }}>{say('screen_copy_decide')}</ViewLink>}
        </Line>
      )}
      {connected && overview.environment !== 'production' && (
        <Line status="warning">{say('screen_test_company')}</Line>
      )}
      {connected && overview.older !== null && (
        <Line status="warning">{say(`screen_older_${overview.older}`)}</Line>
      )}
      {connected && overview.connectorSilent && <Silent view={view} overview={overview} />}
      {overview.ordersStopped !== null && <Stopped stopped={overview.ordersStopped} onChange={onChange} />}
      {overview.recordingFailures > 0 && (
        <Line status="error">{say('screen_recording_failures', { count: overview.recordingFailures })}</Line>
      )}
    </div>
  );
}

/**
 * `spokenMessage` empty: the page's first sentence and its notices are read in order, not shouted again with each new
 * minute.
 */
function Line({ status, children }: { readonly status: 'error' | 'warning'; readonly children: ReactNode }) {
  return (
    <Notice status={status} isDismissible={false} spokenMessage="">
      {children}
    </Notice>
  );
}

function Silent({ view, overview }: { readonly view: View['name']; readonly overview: OverviewAnswer }) {
  const now = useShopTime();
  const { connectorName: name, connectorSeenAt } = overview;
  return (
    <Line status="warning">
      {connectorSeenAt === null
        ? say('screen_connector_never', { name })
        : say('screen_connector_silent', { name, ago: formatAgo(connectorSeenAt, now, 'long') })}{' '}
      {view !== 'connection' && <ViewLink to={{ name: 'connection' }}>{say('screen_what_to_do')}</ViewLink>}
    </Line>
  );
}

function Stopped({
  stopped,
  onChange,
}: {
  readonly stopped: NonNullable<OverviewAnswer['ordersStopped']>;
  readonly onChange: () => void;
}) {
  const now = useShopTime();
  const { busy, error, run } = useAction();
  const goOn = () => run(() => ask('orders-stopped', { stopped: false })).then(onChange);
  return (
    <Line status="warning">
      {say('screen_orders_stopped', {
        ago: formatAgo(stopped.since, now, 'long'),
        user: stopped.by,
        count: stopped.waiting,
      })}{' '}
      {shopSettings.may.mend && (
        <ActionButton variant="link" busy={busy} onClick={() => void goOn()}>
          {say('screen_go_on_orders')}
        </ActionButton>
      )}
      <span role="alert">{error}</span>
    </Line>
  );
}
