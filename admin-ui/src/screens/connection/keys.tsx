import type { ConnectionAnswer, ConnectorKey } from '@counterfoil/shared-types';
import { type ReactNode, useState } from 'react';
import { shopSettings } from '../../shop-settings.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { formatExact } from '../../ui/format.ts';
import { say } from '../../ui/say.ts';
import { Ago } from '../../ui/time.tsx';
import { Disconnect } from './disconnect.tsx';

/** Who may speak for the connector, since when, and how to end it at once. */
export function Keys({
  connection,
  onChange,
}: {
  readonly connection: ConnectionAnswer;
  readonly onChange: () => void;
}) {
  const confirmed = connection.keys.filter((key) => key.state === 'confirmed');
  // A copy is connected to nothing: whose keys it has is a question of its own.
  if (confirmed.length === 0 || connection.copy !== null) return null;
  return (
    <section className="counterfoil-card" aria-labelledby="counterfoil-keys">
      <h2 id="counterfoil-keys">{say('screen_connected')}</h2>
      {connection.cutover !== null && (
        <p>{say('screen_orders_count_from', { time: formatExact(connection.cutover) })}</p>
      )}
      <ul className="counterfoil-keys">
        {confirmed.map((key) => (
          <Key key={key.keyId} connectorKey={key} onChange={onChange} />
        ))}
      </ul>
    </section>
  );
}

function Key({
  connectorKey,
  onChange,
}: {
  readonly connectorKey: ConnectorKey;
  readonly onChange: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const { connectorName: name, lastSeenAt } = connectorKey;
  return (
    <li>
      <h3>{say('screen_connector_on', { name })}</h3>
      <dl>
        <Fact name={say('screen_last_seen')}>
          {lastSeenAt === null ? say('screen_never_seen') : <Ago time={lastSeenAt} />}
        </Fact>
        <Fact name={say('screen_erp')}>{connectorKey.erpName}</Fact>
        <Fact name={say('screen_version')}>{connectorKey.connectorVersion}</Fact>
        <Fact name={say('screen_connected_since')}>
          <Ago time={connectorKey.confirmedAt ?? connectorKey.pairedAt} />
        </Fact>
        {connectorKey.confirmedBy !== null && (
          <Fact name={say('screen_confirmed_by')}>{connectorKey.confirmedBy}</Fact>
        )}
        <Fact name={say('screen_fingerprint')}>
          <code>{connectorKey.fingerprint}</code>
        </Fact>
      </dl>
      {shopSettings.may.connect && (
        <ActionButton destructive size="compact" onClick={() => setAsking(true)}>
          {say('screen_disconnect', { name })}
        </ActionButton>
      )}
      {asking && (
        <Disconnect connectorKey={connectorKey} onClose={() => setAsking(false)} onDone={onChange} />
      )}
    </li>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
