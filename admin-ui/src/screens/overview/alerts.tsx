import type { OverviewAnswer } from '@counterfoil/shared-types';
import { Notice } from '@wordpress/components';
import { useAction } from '../../resources/use-action.ts';
import { ask } from '../../resources/use-resource.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { say, sayWhatToDo } from '../../ui/say.ts';
import { Ago } from '../../ui/time.tsx';

/** What the shop itself has noticed and nobody has seen yet. */
export function Alerts({
  overview,
  onSeen,
}: {
  readonly overview: OverviewAnswer;
  readonly onSeen: () => void;
}) {
  return overview.alerts.map((alert) => <Alert key={alert.id} alert={alert} onSeen={onSeen} />);
}

function Alert({
  alert,
  onSeen,
}: {
  readonly alert: OverviewAnswer['alerts'][number];
  readonly onSeen: () => void;
}) {
  const { busy, error, run } = useAction();
  const whatToDo = sayWhatToDo(alert.code, alert.values);
  const seen = () => run(() => ask('alerts/seen', { id: alert.id })).then(onSeen);
  return (
    <Notice status="warning" isDismissible={false} spokenMessage="">
      {say(alert.code, alert.values)} (<Ago time={alert.lastAt} />
      {alert.times > 1 && `, ${say('screen_alert_times', { count: alert.times })}`}). {whatToDo}{' '}
      {shopSettings.may.mend && (
        <ActionButton variant="link" busy={busy} onClick={() => void seen()}>
          {say('screen_alert_seen')}
        </ActionButton>
      )}
      <span role="alert">{error}</span>
    </Notice>
  );
}
