import { AddressError } from '../http/web-address.ts';
import { parseStoreAddress } from './store-address.ts';

export interface DoorbellPlace {
  /** The shop's address. */
  readonly url: string;
  /** Null: it has none. */
  readonly doorbell: string | null;
  /** Scheme, host and port at which a person allowed it, when not at the shop's own. */
  readonly doorbellOrigin: string | null;
}

/**
 * Where the doorbell is read, every two seconds. The shop names it, so it is at the shop's own origin: else a shop
 * could have any address fetched, inside the connector's network too. Another origin only by a person's word.
 * @throws {AddressError}
 */
export function doorbellUrl({ url, doorbell, doorbellOrigin }: DoorbellPlace): URL | null {
  if (doorbell === null) return null;
  const bell = new URL(doorbell);
  const { origin } = parseStoreAddress(url);
  if (bell.origin === origin || bell.origin === doorbellOrigin) return bell;
  throw new AddressError(
    `must be at the shop's own address, ${origin}, and is at ${bell.origin}. If that is meant: doorbellOrigin: "${bell.origin}"`,
    { code: 'doorbell_elsewhere', values: { origin, other: bell.origin } },
  );
}
