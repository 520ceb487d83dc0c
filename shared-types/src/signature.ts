/**
 * How a request is signed: HTTP Message Signatures (RFC 9421) with Ed25519, covering exactly these components, in this
 * order. The REST route travels in its own header, because hosts rewrite URL paths (`/wp-json/…`, `?rest_route=`, a
 * subfolder).
 *
 * Signature base, one line each, joined by "\n", no trailing newline:
 *   "@method": POST
 *   "content-digest": sha-256=:<base64 of SHA-256 of the body's bytes>:
 *   "counterfoil-route": /counterfoil/v1/events
 *   "counterfoil-tenant": acme
 *   "counterfoil-instance": <instance id, or - when pairing>
 *   "@signature-params": ("@method" "content-digest" "counterfoil-route" "counterfoil-tenant"
 *   "counterfoil-instance");created=<unix s>;nonce="<22 base64url>";keyid="<key id>";alg="ed25519"
 *
 * Headers: Content-Digest, Counterfoil-Route, Counterfoil-Tenant, Counterfoil-Instance,
 *   Signature-Input: counterfoil=<the @signature-params value>, Signature: counterfoil=:<base64 of 64 bytes>:
 * A request with any other Signature-Input is refused.
 */
export const SIGNED_COMPONENTS = [
  '@method',
  'content-digest',
  'counterfoil-route',
  'counterfoil-tenant',
  'counterfoil-instance',
] as const;

export const SIGNATURE_LABEL = 'counterfoil';

/**
 * A body that a firewall refuses (403, 406, HTML instead of JSON) is sent once more as base64 (RFC 4648 section 4,
 * padded, one line): `Counterfoil-Encoding: base64`, `Content-Type: text/plain`. Content-Digest covers the bytes that
 * travel; the shop decodes after it has checked the signature. Any other value of the header is refused as
 * `message_invalid`.
 */
export const ENCODING_HEADER = 'Counterfoil-Encoding';
export const ENCODING_BASE64 = 'base64';

/**
 * How far `created` may be from the shop's clock, either way. Beyond it the shop answers `clock_skewed` with its time.
 */
export const CLOCK_TOLERANCE_SECONDS = 300;

/** `keyid`: base64url of the first 12 bytes of SHA-256 of the raw public key (16 characters). */
export const KEY_ID_LENGTH = 16;

/**
 * What the admin compares in wp-admin and terminal: the first 10 bytes of SHA-256 of the raw public key in base32, as
 * XXXX-XXXX-XXXX-XXXX.
 */
export const FINGERPRINT_GROUPS = 4;

export const REST_NAMESPACE = 'counterfoil/v1';
export const ROUTES = {
  pair: '/counterfoil/v1/pair',
  events: '/counterfoil/v1/events',
  receipts: '/counterfoil/v1/receipts',
} as const;

/** First bytes of the doorbell file. Anything else under its address means the bell is not ours. */
export const DOORBELL_MARK = 'counterfoil-bell ';
