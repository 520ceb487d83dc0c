import type { ConnectionAnswer, ConnectorKey } from '@counterfoil/shared-types';
import { Button, __experimentalConfirmDialog as ConfirmDialog } from '@wordpress/components';
import { useState } from 'react';
import { revokeKey } from '../../resources/use-connection.ts';
import { failureText } from '../../resources/use-resource.ts';
import { shopSettings } from '../../shop-settings.ts';
import { Failure } from '../../ui/failure.tsx';
import { formatExact } from '../../ui/format.ts';
import { say } from '../../ui/say.ts';
import { Ago } from '../../ui/time.tsx';

/** Who may speak for the connector, since when, and how to end it at once. */
export function Keys({
  connection,
  onChange,
}: {
  readonly connection: ConnectionAnswer;
  readonly onChange: () => void;
}) {
  const confirmed = connection.keys.filter((key) => key.state === 'confirmed');
  if (confirmed.length === 0) return null;
  return (
    <section className="counterfoil-card" aria-labelledby="counterfoil-keys">
      <h2 id="counterfoil-keys">{say('screen_connected')}</h2>
      {connection.cutover !== null && (
        <p>{say('screen_orders_count_from', { time: formatExact(connection.cutover) })}</p>
      )}
      <ul className="counterfoil-keys">
        {confirmed.map((key) => (
          <Key key={key.keyId} connectorKey={key} now={connection.now} onChange={onChange} />
        ))}
      </ul>
    </section>
  );
}

function Key({
  connectorKey,
  now,
  onChange,
}: {
  readonly connectorKey: ConnectorKey;
  readonly now: string;
  readonly onChange: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function disconnect() {
    setAsking(false);
    try {
      await revokeKey(connectorKey.keyId);
      onChange();
    } catch (failure) {
      setError(failureText(failure));
    }
  }

  const { connectorName: name } = connectorKey;
  return (
    <li>
      <strong>{say('screen_connector_on', { name })}</strong>
      <dl>
        <div>
          <dt>{say('screen_erp')}</dt>
          <dd>{connectorKey.erpName}</dd>
        </div>
        <div>
          <dt>{say('screen_version')}</dt>
          <dd>{connectorKey.connectorVersion}</dd>
        </div>
        <div>
          <dt>{say('screen_fingerprint')}</dt>
          <dd>
            <code>{connectorKey.fingerprint}</code>
          </dd>
        </div>
        <div>
          <dt>{say('screen_connected_since')}</dt>
          <dd>
            <Ago time={connectorKey.pairedAt} now={now} />
          </dd>
        </div>
        <div>
          <dt>{say('screen_last_seen')}</dt>
          <dd>
            {connectorKey.lastSeenAt === null ? (
              say('screen_never_seen')
            ) : (
              <Ago time={connectorKey.lastSeenAt} now={now} />
            )}
          </dd>
        </div>
      </dl>
      {error !== null && <Failure error={error} />}
      {shopSettings.may.connect && (
        <Button variant="secondary" isDestructive onClick={() => setAsking(true)}>
          {say('screen_disconnect', { name })}
        </Button>
      )}
      <ConfirmDialog
        isOpen={asking}
        confirmButtonText={say('screen_disconnect', { name })}
        onConfirm={() => void disconnect()}
        onCancel={() => setAsking(false)}
      >
        {say('screen_disconnect_means', { name })}
      </ConfirmDialog>
    </li>
  );
}
