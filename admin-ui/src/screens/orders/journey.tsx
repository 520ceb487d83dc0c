import type { JourneyAnswer, JourneyStepRow } from '@counterfoil/shared-types';
import { Button, Modal } from '@wordpress/components';
import { useState } from 'react';
import { useJourney } from '../../resources/use-journeys.ts';
import { shopSettings } from '../../shop-settings.ts';
import { Failure } from '../../ui/failure.tsx';
import { formatClock, formatDay, formatDuration, formatExact, formatMoney } from '../../ui/format.ts';
import { say } from '../../ui/say.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StateLabel } from '../../ui/state-label.tsx';
import { LeaveOutForm } from './leave-out.tsx';
import { Document } from './order-fields.tsx';
import { SendAgain } from './send-again.tsx';

/** Where is order 1047? Everything that happened to it, both directions on one line of time. */
export function Journey({ orderId, erp }: { readonly orderId: number; readonly erp: string }) {
  const { answer, error, reload } = useJourney(orderId);
  if (answer === null)
    return error === null ? <Skeleton lines={8} /> : <Failure error={error} onRetry={reload} />;
  return (
    <article className="counterfoil-card">
      {error !== null && <Failure error={error} onRetry={reload} />}
      <Head answer={answer} erp={erp} onAsked={reload} />
      {answer.steps.length === 0 ? (
        <p>{say('screen_no_steps_yet')}</p>
      ) : (
        <ol className="counterfoil-steps">
          {answer.steps.map((step, index) => (
            <Step
              // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end
              key={index}
              step={step}
              newDay={formatDay(step.at) !== formatDay(answer.steps[index - 1]?.at ?? step.at) || index === 0}
            />
          ))}
        </ol>
      )}
    </article>
  );
}

function Head({
  answer,
  erp,
  onAsked,
}: {
  readonly answer: JourneyAnswer;
  readonly erp: string;
  readonly onAsked: () => void;
}) {
  const { row } = answer;
  const [leavingOut, setLeavingOut] = useState(false);
  const mayLeaveOut = shopSettings.may.mend && row.state !== 'delivered' && row.state !== 'skipped';
  return (
    <header className="counterfoil-journey-head">
      <h2>
        {say('screen_order_number', { number: row.orderNumber })}
        {row.customer !== '' && ` · ${row.customer}`}
        {row.total !== null && row.currency !== null && ` · ${formatMoney(row.total, row.currency)}`}
      </h2>
      <p className="counterfoil-journey-state">
        <StateLabel state={row.state} erp={erp} />
        <span>{say(row.code, row.values)}</span>
        {row.document !== null && <Document row={row} />}
      </p>
      {answer.asked && <p role="status">{say('screen_asked')}</p>}
      <div className="counterfoil-actions">
        <SendAgain orderId={row.orderId} orderNumber={row.orderNumber} onAsked={onAsked} />
        {row.editUrl !== null && (
          <Button variant="secondary" size="compact" href={row.editUrl}>
            {say('screen_open_order')}
          </Button>
        )}
        {mayLeaveOut && (
          <Button variant="tertiary" size="compact" onClick={() => setLeavingOut(true)}>
            {say('screen_leave_out')}
          </Button>
        )}
      </div>
      {leavingOut && (
        <Modal
          title={say('screen_leave_out_orders', { count: 1 })}
          onRequestClose={() => setLeavingOut(false)}
        >
          <LeaveOutForm
            orderIds={[row.orderId]}
            onDone={() => {
              setLeavingOut(false);
              onAsked();
            }}
          />
        </Modal>
      )}
    </header>
  );
}

function Step({ step, newDay }: { readonly step: JourneyStepRow; readonly newDay: boolean }) {
  return (
    <>
      {newDay && <li className="counterfoil-day">{formatDay(step.at)}</li>}
      <li>
        <time dateTime={step.at} title={formatExact(step.at)}>
          {formatClock(step.at)}
        </time>
        <span>{say(step.code, step.values)}</span>
        {step.afterMs !== null && step.afterMs > 0 && (
          <span className="counterfoil-after">+ {formatDuration(step.afterMs)}</span>
        )}
      </li>
    </>
  );
}
