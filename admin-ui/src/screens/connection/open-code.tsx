import type { CodeAnswer, ConnectionAnswer } from '@counterfoil/shared-types';
import { CopyButton } from '../../ui/copy-button.tsx';
import { say } from '../../ui/say.ts';
import { useShopTime } from '../../ui/shop-clock.ts';

/**
 * The code with its countdown, while it can be used.
 * @param made what was made on this page last; null: nothing
 * @param open what the shop says can be used now; null: nothing
 * @param triedOut whether it was closed because too many wrong ones were tried
 */
export function OpenCode({
  made,
  open,
  triedOut,
}: {
  readonly made: CodeAnswer | null;
  readonly open: ConnectionAnswer['code'];
  readonly triedOut: boolean;
}) {
  const ours = made !== null && open !== null && made.expiresAt === open.expiresAt;
  return (
    <div role="status">
      {ours && (
        <div className="counterfoil-code">
          <output aria-label={say('screen_code')}>{made.code}</output>
          <CopyButton text={made.code} label={say('screen_copy_code')} />
          <Countdown until={made.expiresAt} />
          {open.wrongTries > 0 && <span>{say('screen_wrong_tries', { count: open.wrongTries })}</span>}
        </div>
      )}
      {ours && <p className="counterfoil-quiet">{say('screen_code_waits')}</p>}
      {!ours && open !== null && (
        <p>
          {say('screen_code_open_elsewhere')}{' '}
          {open.wrongTries > 0 && say('screen_wrong_tries', { count: open.wrongTries })}
        </p>
      )}
      {triedOut && <p>{say('screen_code_tried_out')}</p>}
      {made !== null && open === null && <CodeEnded until={made.expiresAt} />}
    </div>
  );
}

/** Hidden from screen readers, which would say each second: that it runs out in half an hour stands in the steps. */
function Countdown({ until }: { readonly until: string }) {
  const seconds = Math.max(0, Math.round((Date.parse(until) - useShopTime()) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return <span aria-hidden="true">{say('screen_code_runs_out', { clock })}</span>;
}

/** A code that is used up is no news: the connector that used it stands above. */
function CodeEnded({ until }: { readonly until: string }) {
  const ranOut = Date.parse(until) <= useShopTime();
  return ranOut ? <p>{say('screen_code_ran_out')}</p> : null;
}
