import type { ConnectionAnswer } from '@counterfoil/shared-types';
import { makeNewCode, useMadeCode } from '../../resources/made-code.ts';
import { useAction } from '../../resources/use-action.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';
import { OpenCode } from './open-code.tsx';

/** How to connect, step by step, and the code for it; making another one ends the one before. */
export function PairingCode({
  connection,
  onChange,
}: {
  readonly connection: ConnectionAnswer;
  readonly onChange: () => void;
}) {
  const made = useMadeCode();
  const { busy, error, run } = useAction();
  const { code, command, connectionState } = connection;
  // That a copy moved is asked, and answered with a code, in a card of its own.
  if (connectionState === 'copy' && code === null) return null;
  const connected = connectionState === 'connected';
  const make = () => run(makeNewCode).then(onChange);
  return (
    <section className="counterfoil-card" aria-labelledby="counterfoil-pairing">
      <h2 id="counterfoil-pairing">{say(connected ? 'screen_connect_again' : 'screen_connect')}</h2>
      <ol className="counterfoil-instructions">
        <li>{say('screen_connect_step_install')}</li>
        <li>
          {say('screen_connect_step_command')} <code className="counterfoil-command">{command}</code>{' '}
          <CopyButton text={command} label={say('screen_copy_command')} />
        </li>
        <li>
          {say('screen_connect_step_code')}
          <OpenCode made={made} open={code} triedOut={connection.codeTriedOut} />
          {error !== null && <Failure error={error} />}
          {shopSettings.may.connect ? (
            <div className="counterfoil-actions">
              <ActionButton
                variant={connected || code !== null ? 'secondary' : 'primary'}
                busy={busy}
                onClick={() => void make()}
              >
                {say(code === null ? 'screen_make_code' : 'screen_make_another_code')}
              </ActionButton>
            </div>
          ) : (
            <p>
              <strong>{say('screen_may_not_connect')}</strong>
            </p>
          )}
        </li>
        <li>{say('screen_connect_step_compare')}</li>
      </ol>
    </section>
  );
}
