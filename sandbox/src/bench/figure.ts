/**
 * One figure of the benchmark: a ratio, or an amount beside the bound that it must keep. `measured` and `against` are
 * both sides, in `unit`; times are medians unless the name says otherwise. `holds`: ratio or amount is within `bound`.
 */
export interface Figure {
  readonly name: string;
  readonly measured: number;
  /** The other side of the ratio; null: `measured` itself is held against the bound. */
  readonly against: number | null;
  readonly unit: string;
  /** `≤ 1.03`, `≥ 2.5`: of measured ÷ against, or of measured. */
  readonly bound: string;
  readonly holds: boolean;
}

/** @param bound `<=` or `>=` with the number that measured ÷ against (or measured) must keep. */
export function figure(
  name: string,
  unit: string,
  measured: number,
  against: number | null,
  bound: readonly ['<=' | '>=', number],
): Figure {
  const [way, limit] = bound;
  const value = against === null ? measured : measured / against;
  return {
    name,
    measured: round(measured),
    against: against === null ? null : round(against),
    unit,
    bound: `${way === '<=' ? '≤' : '≥'} ${limit}`,
    holds: Number.isFinite(value) && (way === '<=' ? value <= limit : value >= limit),
  };
}

const round = (value: number) => Number(value.toPrecision(5));

/** Median: the mean of the two in the middle for an even count. @throws RangeError for nothing measured */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const high = sorted[sorted.length >> 1];
  const low = sorted[(sorted.length - 1) >> 1];
  if (high === undefined || low === undefined) throw new RangeError('Nothing was measured.');
  return (high + low) / 2;
}
