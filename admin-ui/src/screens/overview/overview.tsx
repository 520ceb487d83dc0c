import type { OverviewAnswer } from '@counterfoil/shared-types';
import type { Resource } from '../../resources/use-resource.ts';
import { Failure } from '../../ui/failure.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Alerts } from './alerts.tsx';
import { ConnectAgain, FirstRun } from './connect-card.tsx';
import { FirstSentence } from './first-sentence.tsx';
import { HeldOrders } from './held-orders.tsx';
import { PartsOnTheWay } from './parts-on-the-way.tsx';
import { StopOrders } from './stop-orders.tsx';
import { Today } from './today.tsx';

export function Overview({ overview }: { readonly overview: Resource<OverviewAnswer> }) {
  const { answer, error, reload } = overview;
  if (answer === null)
    return error === null ? <Skeleton lines={6} /> : <Failure error={error} onRetry={reload} />;
  const isConnected = answer.connectionState !== 'none' && answer.connectionState !== 'code_open';
  if (!isConnected && answer.cutover === null) return <FirstRun />;
  return (
    <>
      {error !== null && <Failure error={error} onRetry={reload} />}
      {isConnected ? <FirstSentence overview={answer} /> : <ConnectAgain overview={answer} />}
      {/* What a copy was told by the shop's connector is old. */}
      {isConnected && answer.connectionState !== 'copy' && <PartsOnTheWay overview={answer} />}
      <Alerts overview={answer} onSeen={reload} />
      <HeldOrders overview={answer} onAsked={reload} />
      <Today overview={answer} />
      {isConnected && <StopOrders overview={answer} onChange={reload} />}
    </>
  );
}
