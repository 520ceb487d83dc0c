import type { ConnectorKey } from '@counterfoil/shared-types';
import { useAction } from '../../resources/use-action.ts';
import { confirmKey, revokeKey } from '../../resources/use-connection.ts';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';

/** The connector has used the code: the same characters must stand in its terminal before it gets any order. */
export function CompareFingerprint({
  connectorKey: { keyId, fingerprint, connectorName: name, erpName: erp },
  onDone,
}: {
  readonly connectorKey: ConnectorKey;
  readonly onDone: () => void;
}) {
  const { busy, error, run } = useAction();
  const decide = (same: boolean) => run(() => (same ? confirmKey(keyId) : revokeKey(keyId))).then(onDone);
  return (
    <section className="counterfoil-card is-attention" aria-labelledby="counterfoil-compare">
      <h2 id="counterfoil-compare">{say('screen_compare', { name })}</h2>
      <p>{say('screen_compare_means', { erp, name })}</p>
      <output className="counterfoil-fingerprint">{fingerprint}</output>
      {error !== null && <Failure error={error} />}
      {shopSettings.may.connect ? (
        <div className="counterfoil-actions">
          <ActionButton variant="primary" busy={busy} onClick={() => void decide(true)}>
            {say('screen_same_start')}
          </ActionButton>
          <ActionButton destructive off={busy} onClick={() => void decide(false)}>
            {say('screen_not_same')}
          </ActionButton>
        </div>
      ) : (
        <p>{say('screen_may_not_connect')}</p>
      )}
    </section>
  );
}
