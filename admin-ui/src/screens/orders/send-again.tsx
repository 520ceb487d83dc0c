import type { JourneyRow } from '@counterfoil/shared-types';
import { useEffect, useRef, useState } from 'react';
import { useAction } from '../../resources/use-action.ts';
import { sendAgain } from '../../resources/use-journeys.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { say } from '../../ui/say.ts';
import { useAskedText } from '../../ui/standstill.ts';
import { ID_GIVEN_AGAIN } from './id-given-again.ts';

/**
 * The button shows its progress and its result in place: asked (until the connector has answered, which each new `row`
 * tells), then what became of it.
 */
export function SendAgain({ row, onAsked }: { readonly row: JourneyRow; readonly onAsked: () => void }) {
  const { busy, error, run } = useAction();
  const [justAsked, setJustAsked] = useState(false);
  const [answered, setAnswered] = useState(false);
  const waits = useRef(row.asked);
  const askedText = useAskedText();

  useEffect(() => {
    if (waits.current && !row.asked) setAnswered(true);
    waits.current = row.asked;
    setJustAsked(false);
  }, [row]);

  if (!shopSettings.may.mend || !canSendAgain(row)) return null;
  const asked = justAsked || row.asked;

  async function ask() {
    const sent = await run(async () => {
      const { unknown } = await sendAgain([row]);
      if (unknown.length > 0) throw new Error(say('screen_order_unknown', { number: row.orderNumber }));
    });
    if (sent) {
      waits.current = true;
      setJustAsked(true);
      setAnswered(false);
    }
    onAsked();
  }

  const outcome = answered && row.state === 'held' ? say('screen_still_held') : '';
  const word = isThere(row) ? 'screen_compare_again' : 'screen_send_again';
  return (
    <span className="counterfoil-send-again">
      <ActionButton
        size="compact"
        busy={busy}
        off={asked}
        label={say(`${word}_order`, { number: row.orderNumber })}
        onClick={() => void ask()}
      >
        {say(word)}
      </ActionButton>
      <span role="status">{error ?? (asked ? askedText : outcome)}</span>
    </span>
  );
}

/** The ERP has it as it was told: asking once more compares the two, and sends nothing that agrees. */
export function isThere({ state, code }: Pick<JourneyRow, 'state' | 'code'>): boolean {
  return state === 'delivered' || state === 'left_as_is' || code.endsWith('_after_delivery');
}

/**
 * Asked or not: of these nothing is sent (the shop has one no longer), it goes by itself at once, or a person says
 * first that it is a new one.
 */
const NEVER_BY_STATE = new Set<JourneyRow['state']>(['not_paid', 'only_in_erp']);
const NEVER_BY_CODE = new Set([
  'order_recorded',
  'before_cutover',
  'order_waiting',
  'order_working',
  ID_GIVEN_AGAIN,
]);

export function canSendAgain({ state, code }: Pick<JourneyRow, 'state' | 'code'>): boolean {
  return !NEVER_BY_STATE.has(state) && !NEVER_BY_CODE.has(code);
}
