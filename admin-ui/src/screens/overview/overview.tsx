import type { OverviewAnswer } from '@counterfoil/shared-types';
import { Button } from '@wordpress/components';
import { go } from '../../navigation.ts';
import type { Resource } from '../../resources/use-resource.ts';
import { shopSettings } from '../../shop-settings.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Alerts } from './alerts.tsx';
import { FirstSentence } from './first-sentence.tsx';
import { HeldOrders } from './held-orders.tsx';
import { Standing } from './standing.tsx';
import { StopOrders } from './stop-orders.tsx';
import { Today } from './today.tsx';

export function Overview({ overview }: { readonly overview: Resource<OverviewAnswer> }) {
  const { answer, error, reload } = overview;
  if (answer === null)
    return error === null ? <Skeleton lines={6} /> : <Failure error={error} onRetry={reload} />;
  if (answer.standing === 'none' || answer.standing === 'code_open') return <FirstRun />;
  return (
    <>
      {error !== null && <Failure error={error} onRetry={reload} />}
      <FirstSentence overview={answer} />
      {/* What a copy was told by the shop's connector is old. */}
      {answer.standing !== 'copy' && <Standing overview={answer} />}
      <Alerts overview={answer} onSeen={reload} />
      <HeldOrders overview={answer} onAsked={reload} />
      <Today overview={answer} />
      <StopOrders overview={answer} onChange={reload} />
    </>
  );
}

/** Nothing is connected yet: good, and one button further. */
function FirstRun() {
  return (
    <section className="counterfoil-card counterfoil-first-run">
      <h2>{say('screen_first_run')}</h2>
      <p>{say('screen_first_run_means')}</p>
      {shopSettings.may.connect ? (
        <Button variant="primary" onClick={() => go({ name: 'connection' })}>
          {say('screen_connect_erp')}
        </Button>
      ) : (
        <p>{say('screen_may_not_connect')}</p>
      )}
    </section>
  );
}
