/**
 * Decimal text and integers of it. A number is held as `units` of 10^-scale in a bigint: "1.25" at scale 2 is 125n.
 * No floating point anywhere: 0.1 + 0.2 would be the first cent to be wrong.
 */

const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d{1,8}))?$/;

/** The digits after the point of a decimal text, trailing zeros not counted; null when it is no decimal text. */
export function decimalPlaces(text: string): number | null {
  const match = DECIMAL.exec(text);
  return match === null ? null : (match[3] ?? '').replace(/0+$/, '').length;
}

/**
 * Units of 10^-scale. Throws when the text is no decimal or has more places than the scale: nothing is cut off in
 * silence.
 */
export function toUnits(text: string, scale: number): bigint {
  const match = DECIMAL.exec(text);
  const places = decimalPlaces(text);
  if (match === null || places === null || places > scale) {
    throw new RangeError(`"${text}" is no decimal with at most ${scale} places`);
  }
  const fraction = (match[3] ?? '').slice(0, scale).padEnd(scale, '0');
  const units = BigInt(`${match[2]}${fraction}`);
  return match[1] === '-' ? -units : units;
}

/** Decimal text with exactly `scale` places: 100n at 2 is "1.00", at 0 it is "100". Never "-0". */
export function toText(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const text = scale === 0 ? whole : `${whole}.${digits.slice(digits.length - scale)}`;
  return units < 0n ? `-${text}` : text;
}

/** The shortest text of the same value: "1.50" is "1.5", "2.00" is "2", "-0" is "0". */
export function shortestText(text: string): string {
  const places = decimalPlaces(text);
  if (places === null) throw new RangeError(`"${text}" is no decimal`);
  return toText(toUnits(text, places), places);
}

/** numerator ÷ denominator (> 0) to an integer, ties away from zero, so that −x is the mirror of x. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('the denominator must be above zero');
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}
