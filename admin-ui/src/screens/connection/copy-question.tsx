import type { ConnectionAnswer } from '@counterfoil/shared-types';
import { Button } from '@wordpress/components';
import { useState } from 'react';
import { answerCopy } from '../../resources/use-connection.ts';
import { failureText } from '../../resources/use-resource.ts';
import { shopSettings } from '../../shop-settings.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';

/** This shop is not where it was paired: a copy, or did it move? Until answered, nothing leaves and nothing is applied. */
export function CopyQuestion({
  copy,
  onAnswered,
}: {
  readonly copy: NonNullable<ConnectionAnswer['copy']>;
  readonly onAnswered: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function answer(kind: 'copy' | 'moved') {
    setBusy(true);
    try {
      await answerCopy(kind);
      onAnswered();
    } catch (failure) {
      setError(failureText(failure));
    }
    setBusy(false);
  }

  return (
    <section className="counterfoil-card is-attention" aria-labelledby="counterfoil-copy">
      <h2 id="counterfoil-copy">{say('screen_copy_question')}</h2>
      <p>{say('screen_copy_differs', { was: copy.was, is: copy.is })}</p>
      {error !== null && <Failure error={error} />}
      {shopSettings.may.connect && (
        <div className="counterfoil-actions">
          <Button variant="primary" disabled={busy} onClick={() => void answer('copy')}>
            {say('screen_it_is_a_copy')}
          </Button>
          <Button variant="secondary" disabled={busy} onClick={() => void answer('moved')}>
            {say('screen_we_moved_here')}
          </Button>
        </div>
      )}
    </section>
  );
}
