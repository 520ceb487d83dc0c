/** What the shopper knows after a checkout. */
export interface PlacedOrder {
  orderId: number;
  orderNumber: string;
  /** What the shopper agreed to pay, as decimal text in the shop's currency. */
  total: string;
  /** As the shop answered, without `wc-`. */
  status: string;
  /** When the answer to the checkout began to arrive, in milliseconds since 1970. */
  answeredAt: number;
  /** The checkout request alone, from sending to the end of its answer. */
  tookMs: number;
}

/** `1234` with 2 digits is `12.34`. */
export function minorToDecimal(minor: string, digits: number): string {
  if (!/^-?\d+$/.test(minor)) throw new Error(`${JSON.stringify(minor)} is no whole number of minor units.`);
  if (digits === 0) return minor;
  const negative = minor.startsWith('-');
  const padded = minor.replace('-', '').padStart(digits + 1, '0');
  return `${negative ? '-' : ''}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}
