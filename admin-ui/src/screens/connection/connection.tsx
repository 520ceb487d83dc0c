import type { ConnectionAnswer } from '@counterfoil/shared-types';
import { Notice } from '@wordpress/components';
import { useConnection } from '../../resources/use-connection.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CompareFingerprint } from './compare-fingerprint.tsx';
import { CopyQuestion } from './copy-question.tsx';
import { Keys } from './keys.tsx';
import { PairingCode } from './pairing-code.tsx';
import { RemoveData } from './remove-data.tsx';
import { SilentConnector } from './silent-connector.tsx';
import { TurnedAway } from './turned-away.tsx';

const HINDRANCES = {
  no_https: 'screen_no_https',
  tables_broken: 'screen_tables_broken',
  sodium_slow: 'screen_sodium_slow',
} as const satisfies Record<NonNullable<ConnectionAnswer['hindrance']>, string>;

/** Connecting by code, and afterwards who is connected. What waits for a person stands first. */
export function Connection({ onChange }: { readonly onChange: () => void }) {
  const { answer, error, reload } = useConnection();
  if (answer === null)
    return error === null ? <Skeleton lines={6} /> : <Failure error={error} onRetry={reload} />;
  const changed = () => {
    reload();
    onChange();
  };
  const waiting = answer.keys.find((key) => key.state === 'awaiting_confirmation');
  return (
    <>
      {error !== null && <Failure error={error} onRetry={reload} />}
      {answer.hindrance !== null && (
        <Notice status="warning" isDismissible={false} className="counterfoil-notice">
          {say(HINDRANCES[answer.hindrance])}
        </Notice>
      )}
      {answer.copy !== null && <CopyQuestion copy={answer.copy} onAnswered={changed} />}
      <div role="status">
        {waiting !== undefined && <CompareFingerprint connectorKey={waiting} onDone={changed} />}
      </div>
      <SilentConnector connection={answer} />
      <Keys connection={answer} onChange={changed} />
      {(waiting === undefined || answer.code !== null) && (
        <PairingCode connection={answer} onChange={changed} />
      )}
      <TurnedAway connection={answer} />
      <RemoveData connection={answer} onChange={changed} />
    </>
  );
}
