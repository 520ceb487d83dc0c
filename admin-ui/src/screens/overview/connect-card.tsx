import type { OverviewAnswer } from '@counterfoil/shared-types';
import { Button } from '@wordpress/components';
import type { ReactNode } from 'react';
import { go } from '../../navigation.ts';
import { shopSettings } from '../../shop-settings.ts';
import { say } from '../../ui/say.ts';

/** Nothing was ever connected: good, and one button further. */
export function FirstRun() {
  return (
    <ConnectCard title={say('screen_first_run')} button={say('screen_connect_erp')}>
      {say('screen_first_run_means')}
    </ConnectCard>
  );
}

/** It was connected once: what waits goes on from where it stopped, and what was there before is still there below. */
export function ConnectAgain({ overview: { waiting } }: { readonly overview: OverviewAnswer }) {
  return (
    <ConnectCard title={say('screen_disconnected')} button={say('screen_connect_erp_again')}>
      {say('screen_disconnected_means')}
      {waiting.count > 0 && ` ${say('screen_waiting_for_connector', { count: waiting.count })}`}
    </ConnectCard>
  );
}

function ConnectCard({
  title,
  button,
  children,
}: {
  readonly title: string;
  readonly button: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="counterfoil-card counterfoil-first-run">
      <h2>{title}</h2>
      <p>{children}</p>
      {shopSettings.may.connect ? (
        <Button variant="primary" onClick={() => go({ name: 'connection' })}>
          {button}
        </Button>
      ) : (
        <p>{say('screen_may_not_connect')}</p>
      )}
    </section>
  );
}
