import type { ConnectorKey } from '@counterfoil/shared-types';
import { Button } from '@wordpress/components';
import { useState } from 'react';
import { confirmKey, revokeKey } from '../../resources/use-connection.ts';
import { failureText } from '../../resources/use-resource.ts';
import { shopSettings } from '../../shop-settings.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';

/** The connector has used the code: the same characters must stand in its terminal before it gets any order. */
export function CompareFingerprint({
  connectorKey,
  onDone,
}: {
  readonly connectorKey: ConnectorKey;
  readonly onDone: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function decide(same: boolean) {
    setBusy(true);
    try {
      await (same ? confirmKey(connectorKey.keyId) : revokeKey(connectorKey.keyId));
      onDone();
    } catch (failure) {
      setError(failureText(failure));
    }
    setBusy(false);
  }

  return (
    <section className="counterfoil-card is-attention" aria-labelledby="counterfoil-compare">
      <h2 id="counterfoil-compare">{say('screen_compare', { name: connectorKey.connectorName })}</h2>
      <p>{say('screen_compare_means', { erp: connectorKey.erpName, name: connectorKey.connectorName })}</p>
      <output className="counterfoil-fingerprint">{connectorKey.fingerprint}</output>
      {error !== null && <Failure error={error} />}
      {shopSettings.may.connect && (
        <div className="counterfoil-actions">
          <Button
            variant="primary"
            isBusy={busy}
            disabled={busy}
            accessibleWhenDisabled
            onClick={() => void decide(true)}
          >
            {say('screen_same_start')}
          </Button>
          <Button
            variant="secondary"
            isDestructive
            disabled={busy}
            accessibleWhenDisabled
            onClick={() => void decide(false)}
          >
            {say('screen_not_same')}
          </Button>
        </div>
      )}
    </section>
  );
}
