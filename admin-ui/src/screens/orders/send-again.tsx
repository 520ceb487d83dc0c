import type { JourneyRow } from '@counterfoil/shared-types';
import { useEffect, useRef, useState } from 'react';
import { useAction } from '../../resources/use-action.ts';
import { sendAgain } from '../../resources/use-journeys.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { say } from '../../ui/say.ts';

/**
 * The button shows its progress and its result in place: asked (until the connector has answered, which each new `row` tells), then what became of it.
 */
export function SendAgain({ row, onAsked }: { readonly row: JourneyRow; readonly onAsked: () => void }) {
  const { busy, error, run } = useAction();
  const [justAsked, setJustAsked] = useState(false);
  const [answered, setAnswered] = useState(false);
  const waits = useRef(row.asked);

  useEffect(() => {
    if (waits.current && !row.asked) setAnswered(true);
    waits.current = row.asked;
    setJustAsked(false);
  }, [row]);

  if (!shopSettings.may.mend || !canSendAgain(row)) return null;
  const asked = justAsked || row.asked;

  async function ask() {
    const sent = await run(async () => {
      const { unknown } = await sendAgain([row.orderId]);
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
  return (
    <span className="counterfoil-send-again">
      <ActionButton
        size="compact"
        busy={busy}
        off={asked}
        label={say('screen_send_again_order', { number: row.orderNumber })}
        onClick={() => void ask()}
      >
        {say('screen_send_again')}
      </ActionButton>
      <span role="status">{error ?? (asked ? say('screen_asked') : outcome)}</span>
    </span>
  );
}

/**
 * Asked or not, these are not sent: what is not paid yet, what nobody is there to fetch, what is older than the start, and what the
 * shop has no longer.
 */
export function canSendAgain({ state, code }: Pick<JourneyRow, 'state' | 'code'>): boolean {
  return (
    state !== 'not_paid' && state !== 'only_in_erp' && code !== 'order_recorded' && code !== 'before_cutover'
  );
}
