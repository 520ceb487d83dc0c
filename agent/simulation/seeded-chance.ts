/** Chance that is the same again for the same seed. */
export interface Chance {
  /** At least 0, below 1. */
  next(): number;
  /** Whole number, at least `min`, at most `max`. */
  whole(min: number, max: number): number;
  /** True this often. */
  happens(probability: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  uuid(): string;
  /** Another source that does not disturb this one: what one part draws changes nothing for the others. */
  branch(): Chance;
}

/** xoshiro128**, seeded by splitmix32. */
export function seededChance(seed: number): Chance {
  let mix = seed >>> 0;
  const seedWord = () => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let [a, b, c, d] = [seedWord(), seedWord(), seedWord(), seedWord()];
  const rotate = (value: number, by: number) => ((value << by) | (value >>> (32 - by))) >>> 0;
  const word = () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = (b << 9) >>> 0;
    c = (c ^ a) >>> 0;
    d = (d ^ b) >>> 0;
    b = (b ^ c) >>> 0;
    a = (a ^ d) >>> 0;
    c = (c ^ shifted) >>> 0;
    d = rotate(d, 11);
    return result;
  };
  const hex = (words: number) =>
    Array.from({ length: words }, () => word().toString(16).padStart(8, '0')).join('');
  const chance: Chance = {
    next: () => word() / 2 ** 32,
    whole: (min, max) => min + Math.floor(chance.next() * (max - min + 1)),
    happens: (probability) => chance.next() < probability,
    pick: (from) => from[chance.whole(0, from.length - 1)] ?? from[0],
    uuid() {
      const text = hex(4);
      return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20)}`;
    },
    branch: () => seededChance(word()),
  };
  return chance;
}
