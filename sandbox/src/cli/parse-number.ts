import { InvalidArgumentError } from 'commander';

/** A parser for an option that takes a whole number from `least` to `most`. */
export function parseWhole(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`Give ${option} a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

export function parsePositive(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || value <= 0)
      throw new InvalidArgumentError(`Give ${option} a number above 0.`);
    return value;
  };
}
