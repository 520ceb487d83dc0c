import type { ConnectionAnswer } from '@counterfoil/shared-types';
import { makeNewCode } from '../../resources/made-code.ts';
import { useAction } from '../../resources/use-action.ts';
import { declareCopy } from '../../resources/use-connection.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';

/**
 * This shop is not where it was paired: a copy, or did it move? Until answered, nothing leaves and nothing is applied.
 */
export function CopyQuestion({
  copy,
  onAnswered,
}: {
  readonly copy: NonNullable<ConnectionAnswer['copy']>;
  readonly onAnswered: () => void;
}) {
  const { busy, error, run } = useAction();
  const answer = (action: () => Promise<unknown>) => run(action).then(onAnswered);
  return (
    <section className="counterfoil-card is-attention" aria-labelledby="counterfoil-copy">
      <h2 id="counterfoil-copy">{say('screen_copy_question')}</h2>
      <p>{say('screen_copy_differs', { was: copy.was, is: copy.is })}</p>
      {error !== null && <Failure error={error} />}
      {shopSettings.may.connect ? (
        <dl className="counterfoil-choices">
          <div>
            <dt>
              <ActionButton variant="primary" off={busy} onClick={() => void answer(declareCopy)}>
                {say('screen_it_is_a_copy')}
              </ActionButton>
            </dt>
            <dd>{say('screen_it_is_a_copy_means')}</dd>
          </div>
          <div>
            <dt>
              <ActionButton off={busy} onClick={() => void answer(makeNewCode)}>
                {say('screen_we_moved_here')}
              </ActionButton>
            </dt>
            <dd>{say('screen_we_moved_here_means')}</dd>
          </div>
        </dl>
      ) : (
        <p>{say('screen_may_not_connect')}</p>
      )}
    </section>
  );
}
