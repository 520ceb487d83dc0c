import type { ConnectionAnswer } from '@counterfoil/shared-types';
import { say } from '../../ui/say.ts';

/** What to do when the connector has not been heard from, or not yet. The order is that of the likeliest cause. */
export function SilentConnector({ connection }: { readonly connection: ConnectionAnswer }) {
  const key = connection.keys.find((one) => one.state === 'confirmed');
  if (!connection.connectorSilent || key === undefined) return null;
  const name = key.connectorName;
  if (key.lastSeenAt === null) {
    return (
      <section className="counterfoil-card is-attention" aria-labelledby="counterfoil-silent">
        <h2 id="counterfoil-silent">{say('screen_start_connector', { name })}</h2>
        <p>{say('screen_start_connector_means')}</p>
        <p>
          {say('screen_start_connector_by')} <code className="counterfoil-command">counterfoil run</code>
        </p>
      </section>
    );
  }
  return (
    <section className="counterfoil-card is-attention" aria-labelledby="counterfoil-silent">
      <h2 id="counterfoil-silent">{say('screen_silent', { name })}</h2>
      <p>{say('screen_silent_means')}</p>
      <ol className="counterfoil-instructions">
        <li>{say('screen_silent_power', { name })}</li>
        <li>
          {say('screen_silent_status')} <code className="counterfoil-command">counterfoil status</code>
        </li>
        <li>
          {say('screen_silent_doctor')} <code className="counterfoil-command">counterfoil doctor</code>
        </li>
      </ol>
    </section>
  );
}
