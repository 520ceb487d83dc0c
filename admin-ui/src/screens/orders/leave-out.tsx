import type { JourneyRow } from '@counterfoil/shared-types';
import { TextareaControl } from '@wordpress/components';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useAction } from '../../resources/use-action.ts';
import { leave } from '../../resources/use-journeys.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { say } from '../../ui/say.ts';

/**
 * What a person decides instead of the connector: an order that is not in the ERP stays out of it; one that is there
 * and changed since stays there as it is.
 */
export type Decision = 'leave_out' | 'leave_as_is';

export function decisionFor(row: JourneyRow): Decision | null {
  if (!shopSettings.may.mend) return null;
  const stuck = row.state === 'held' || row.state === 'broken';
  if (row.inErp) return stuck ? 'leave_as_is' : null;
  const waits = row.state === 'waiting' && row.code !== 'order_recorded';
  return stuck || waits ? 'leave_out' : null;
}

const WORDS = {
  leave_out: {
    route: 'leave-out',
    name: 'screen_leave_out',
    one: 'screen_leave_out_order',
    several: 'screen_leave_out_orders',
    means: 'screen_leave_out_means',
  },
  leave_as_is: {
    route: 'leave-as-is',
    name: 'screen_leave_as_is',
    one: 'screen_leave_as_is_order',
    several: 'screen_leave_as_is_orders',
    means: 'screen_leave_as_is_means',
  },
} as const satisfies Record<Decision, object>;

export function decisionName(decision: Decision): string {
  return say(WORDS[decision].name);
}

export function decisionTitle(decision: Decision, rows: readonly JourneyRow[], erp: string): string {
  const [row] = rows;
  return row !== undefined && rows.length === 1
    ? say(WORDS[decision].one, { number: row.orderNumber, erp })
    : say(WORDS[decision].several, { count: rows.length, erp });
}

/** Only with a written reason. */
export function LeaveOutForm({
  decision,
  rows,
  erp,
  onDone,
  onCancel,
}: {
  readonly decision: Decision;
  readonly rows: readonly JourneyRow[];
  readonly erp: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const [note, setNote] = useState('');
  const [short, setShort] = useState(false);
  const { busy, error, run } = useAction();
  const field = useRef<HTMLTextAreaElement>(null);
  const problem = useId();

  // After the dialog has noted where the focus was, to give it back there, and put it on its own first button: a turn
  // later.
  useEffect(() => {
    const later = window.setTimeout(() => field.current?.focus());
    return () => window.clearTimeout(later);
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const tooShort = note.trim().length < 3;
    setShort(tooShort);
    if (tooShort) field.current?.focus();
    else if (await run(() => leave(WORDS[decision].route, rows, note.trim()))) onDone();
  }

  const said = short ? say('screen_reason_needed') : (error ?? '');
  return (
    <form className="counterfoil-form" noValidate onSubmit={(event) => void submit(event)}>
      <p>{say(WORDS[decision].means, { erp })}</p>
      <TextareaControl
        __nextHasNoMarginBottom
        ref={field}
        label={say('screen_why_leave_out')}
        value={note}
        onChange={setNote}
        maxLength={2000}
        required
        aria-invalid={short}
        aria-describedby={problem}
      />
      <p id={problem} role="alert" className="counterfoil-problem">
        {said}
      </p>
      <div className="counterfoil-actions">
        <ActionButton variant="primary" submit busy={busy}>
          {decisionTitle(decision, rows, erp)}
        </ActionButton>
        <ActionButton variant="tertiary" onClick={onCancel}>
          {say('screen_cancel')}
        </ActionButton>
      </div>
    </form>
  );
}
