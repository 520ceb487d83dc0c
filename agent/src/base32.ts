const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, capitals, without padding, for lengths that need none: 5 bytes are 8 characters. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) {
      text += ALPHABET[(value >>> (bits - 5)) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return text;
}
