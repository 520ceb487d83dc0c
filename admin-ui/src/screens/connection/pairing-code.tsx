import type { CodeAnswer, ConnectionAnswer } from '@counterfoil/shared-types';
import { Button } from '@wordpress/components';
import { useEffect, useState } from 'react';
import { makeCode } from '../../resources/use-connection.ts';
import { failureText } from '../../resources/use-resource.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';

/** One code, shown once, with its countdown; making another one ends it. */
export function PairingCode({
  connection,
  onChange,
}: {
  readonly connection: ConnectionAnswer;
  readonly onChange: () => void;
}) {
  const [made, setMade] = useState<CodeAnswer | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const connected = connection.standing === 'connected';
  const open = made !== null && connection.code !== null && made.expiresAt === connection.code.expiresAt;

  async function make() {
    setBusy(true);
    try {
      setMade(await makeCode());
      setError(null);
      onChange();
    } catch (failure) {
      setError(failureText(failure));
    }
    setBusy(false);
  }

  return (
    <section className="counterfoil-card" aria-labelledby="counterfoil-pairing">
      <h2 id="counterfoil-pairing">{say(connected ? 'screen_connect_again' : 'screen_connect')}</h2>
      <ol className="counterfoil-instructions">
        <li>{say('screen_connect_step_install')}</li>
        <li>
          {say('screen_connect_step_command')}
          <code className="counterfoil-command">{made?.command ?? 'counterfoil setup'}</code>
        </li>
        <li>{say('screen_connect_step_code')}</li>
        <li>{say('screen_connect_step_compare')}</li>
      </ol>
      {open && made !== null && connection.code !== null && (
        <div className="counterfoil-code">
          <output aria-label={say('screen_code')}>{made.code}</output>
          {navigator.clipboard !== undefined && (
            <Button variant="secondary" onClick={() => void navigator.clipboard.writeText(made.code)}>
              {say('screen_copy_code')}
            </Button>
          )}
          <Countdown until={made.expiresAt} />
          <span>{say('screen_tries_left', { count: connection.code.triesLeft })}</span>
        </div>
      )}
      {!open && connection.code !== null && (
        <p>{say('screen_code_open_elsewhere', { count: connection.code.triesLeft })}</p>
      )}
      {error !== null && <Failure error={error} />}
      <Button
        variant={connected || open ? 'secondary' : 'primary'}
        isBusy={busy}
        disabled={busy}
        accessibleWhenDisabled
        onClick={() => void make()}
      >
        {say(connection.code === null ? 'screen_make_code' : 'screen_make_another_code')}
      </Button>
    </section>
  );
}

function Countdown({ until }: { readonly until: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((Date.parse(until) - now) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return <span role="timer">{say('screen_code_runs_out', { clock })}</span>;
}
