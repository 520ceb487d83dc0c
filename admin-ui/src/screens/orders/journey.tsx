import { useJourney } from '../../resources/use-journeys.ts';
import { useTitle } from '../../ui/arrival.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { JourneyDocuments } from './journey-documents.tsx';
import { JourneyHead } from './journey-head.tsx';
import { JourneyOutcome } from './journey-outcome.tsx';
import { JourneySteps } from './journey-steps.tsx';

/** Where is order 1047? Everything that happened to it, both directions on one line of time. */
export function Journey({
  orderId,
  former,
  erp,
  onAsked,
}: {
  readonly orderId: number;
  /** The check of an order that had this id before. */
  readonly former: string | null;
  readonly erp: string;
  readonly onAsked: () => void;
}) {
  const { answer, error, reload } = useJourney(orderId, former);
  useTitle(say('screen_order_number', { number: answer?.row.orderNumber ?? String(orderId) }));
  if (answer === null)
    return error === null ? <Skeleton lines={8} /> : <Failure error={error} onRetry={reload} />;
  const asked = () => {
    reload();
    onAsked();
  };
  return (
    <article className="counterfoil-card">
      {error !== null && <Failure error={error} onRetry={reload} />}
      <JourneyHead row={answer.row} erp={erp} onAsked={asked} />
      <JourneyDocuments documents={answer.documents} erp={erp} />
      <JourneySteps steps={answer.steps} />
      <JourneyOutcome row={answer.row} steps={answer.steps} />
    </article>
  );
}
