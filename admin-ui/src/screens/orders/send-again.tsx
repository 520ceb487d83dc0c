import { Button } from '@wordpress/components';
import { useState } from 'react';
import { sendAgain } from '../../resources/use-journeys.ts';
import { failureText } from '../../resources/use-resource.ts';
import { shopSettings } from '../../shop-settings.ts';
import { say } from '../../ui/say.ts';

/** The button shows its progress and its result in place. */
export function SendAgain({
  orderId,
  orderNumber,
  onAsked,
}: {
  readonly orderId: number;
  readonly orderNumber: string;
  readonly onAsked: () => void;
}) {
  const [progress, setProgress] = useState<'idle' | 'busy' | 'asked'>('idle');
  const [error, setError] = useState<string | null>(null);
  if (!shopSettings.may.mend) return null;

  async function ask() {
    setProgress('busy');
    setError(null);
    try {
      const answer = await sendAgain([orderId]);
      setProgress(answer.asked.includes(orderId) ? 'asked' : 'idle');
      if (!answer.asked.includes(orderId)) setError(say('screen_order_unknown', { number: orderNumber }));
      onAsked();
    } catch (failure) {
      setProgress('idle');
      setError(failureText(failure));
    }
  }

  return (
    <span className="counterfoil-send-again">
      <Button
        variant="secondary"
        size="compact"
        isBusy={progress === 'busy'}
        disabled={progress !== 'idle'}
        accessibleWhenDisabled
        label={say('screen_send_again_order', { number: orderNumber })}
        onClick={() => void ask()}
      >
        {say('screen_send_again')}
      </Button>
      <span role="status">
        {progress === 'asked' && say('screen_asked')}
        {error}
      </span>
    </span>
  );
}
