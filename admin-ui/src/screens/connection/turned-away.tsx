import type { ConnectionAnswer, ConnectorKey } from '@counterfoil/shared-types';
import { formatAgo } from '../../ui/format.ts';
import { say } from '../../ui/say.ts';
import { useShopTime } from '../../ui/shop-clock.ts';

const KINDS = {
  unsigned: 'screen_turned_away_unsigned',
  wrong_code: 'screen_turned_away_wrong_code',
  disconnected: 'screen_turned_away_disconnected',
  repeated: 'screen_turned_away_repeated',
} as const satisfies Record<ConnectionAnswer['turnedAway'][number]['kind'], string>;

const SHOWN_MS = 30 * 86_400_000;

/** Who tried to speak to the shop and may not, and whose right to it was ended. */
export function TurnedAway({ connection }: { readonly connection: ConnectionAnswer }) {
  const now = useShopTime();
  const { keys, turnedAway } = connection;
  const ended = keys.filter(({ revokedAt }) => revokedAt !== null && now - Date.parse(revokedAt) < SHOWN_MS);
  if (keys.length === 0 && turnedAway.length === 0) return null;
  return (
    <section className="counterfoil-card" aria-labelledby="counterfoil-turned-away">
      <h2 id="counterfoil-turned-away">{say('screen_turned_away')}</h2>
      {turnedAway.length + ended.length === 0 && <p>{say('screen_turned_away_none')}</p>}
      <ul>
        {turnedAway.map(({ kind, times, lastAt }) => (
          <li key={kind}>{say(KINDS[kind], { count: times, ago: formatAgo(lastAt, now, 'long') })}</li>
        ))}
        {ended.map((key) => (
          <li key={key.keyId}>{howItEnded(key, now)}</li>
        ))}
      </ul>
      {turnedAway.length > 0 && <p className="counterfoil-quiet">{say('screen_turned_away_means')}</p>}
    </section>
  );
}

function howItEnded({ connectorName: name, revokedAt, revokedBy }: ConnectorKey, now: number): string {
  const ago = formatAgo(revokedAt ?? '', now, 'long');
  return revokedBy === null
    ? say('screen_gave_way', { name, ago })
    : say('screen_disconnected_by', { name, ago, user: revokedBy });
}
