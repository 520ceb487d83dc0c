import { Button, TextareaControl } from '@wordpress/components';
import { type FormEvent, useState } from 'react';
import { leaveOut } from '../../resources/use-journeys.ts';
import { failureText } from '../../resources/use-resource.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';

/** An order is left out only with a written reason. */
export function LeaveOutForm({
  orderIds,
  onDone,
}: {
  readonly orderIds: readonly number[];
  readonly onDone: () => void;
}) {
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (note.trim().length < 3) {
      setError(say('screen_reason_needed'));
      return;
    }
    setBusy(true);
    try {
      await leaveOut(orderIds, note.trim());
      onDone();
    } catch (failure) {
      setError(failureText(failure));
      setBusy(false);
    }
  }

  return (
    <form className="counterfoil-form" onSubmit={(event) => void submit(event)}>
      <p>{say('screen_leave_out_means')}</p>
      <TextareaControl
        __nextHasNoMarginBottom
        label={say('screen_why_leave_out')}
        value={note}
        onChange={setNote}
        maxLength={2000}
      />
      {error !== null && <Failure error={error} />}
      <Button variant="primary" type="submit" isBusy={busy} disabled={busy}>
        {say('screen_leave_out_orders', { count: orderIds.length })}
      </Button>
    </form>
  );
}
