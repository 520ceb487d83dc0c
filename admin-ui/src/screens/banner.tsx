import type { OverviewAnswer } from '@counterfoil/shared-types';
import { Notice } from '@wordpress/components';
import { addressOf } from '../navigation.ts';
import { formatAgo } from '../ui/format.ts';
import { say } from '../ui/say.ts';

/** What stands on every page: a copy of a shop, a practice company, a connector that is silent, orders that a person stopped. */
export function Banner({ overview }: { readonly overview: OverviewAnswer | null }) {
  if (overview === null) return null;
  const { connectorName: name, now } = overview;
  return (
    <div className="counterfoil-banners">
      {overview.standing === 'copy' && (
        <Notice status="error" isDismissible={false}>
          <strong>{say('screen_copy')}</strong> {say('screen_copy_means')}{' '}
          <a href={addressOf({ name: 'connection' })}>{say('screen_copy_decide')}</a>
        </Notice>
      )}
      {overview.standing === 'connected' && overview.environment !== 'production' && (
        <Notice status="warning" isDismissible={false}>
          {say('screen_test_company')}
        </Notice>
      )}
      {overview.connectorSilent && overview.standing === 'connected' && (
        <Notice status="warning" isDismissible={false}>
          {overview.connectorSeenAt === null
            ? say('screen_connector_never', { name })
            : say('screen_connector_silent', { name, ago: formatAgo(overview.connectorSeenAt, now) })}{' '}
          <a href={addressOf({ name: 'connection' })}>{say('screen_what_to_do')}</a>
        </Notice>
      )}
      {overview.ordersStopped !== null && (
        <Notice status="warning" isDismissible={false}>
          {say('screen_orders_stopped', {
            ago: formatAgo(overview.ordersStopped.since, now),
            user: overview.ordersStopped.by,
            count: overview.ordersStopped.waiting,
          })}
        </Notice>
      )}
      {overview.recordingFailures > 0 && (
        <Notice status="error" isDismissible={false}>
          {say('screen_recording_failures', { count: overview.recordingFailures })}
        </Notice>
      )}
    </div>
  );
}
