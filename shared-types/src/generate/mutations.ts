import { MESSAGES } from './messages.ts';
import { acceptedSamples } from './samples.ts';

type Step = string | number;
type Path = readonly Step[];

/**
 * One change to one sample. `set` puts a value there (a new key too); `euros` a text of that many €, `receipt` with its
 * last one replaced by a 🧾 (one code point of two UTF-16 units); `remove` takes the key or entry away.
 */
interface Change {
  readonly path: Path;
  readonly set?: unknown;
  readonly euros?: number;
  readonly receipt?: true;
  readonly remove?: true;
}

/** `taken`: zod's verdict. */
interface MutatedSample {
  readonly file: string;
  readonly changes: readonly (Change & { readonly taken: boolean })[];
}

/** What may stand wrongly in the place of any value. */
const FOREIGN: readonly unknown[] = [null, true, 0, 1, -1, 1.5, '', '1', ' ', [], {}, [[]], { '0': 0 }];

/** Longer than any text of the contract may be. */
const TOO_LONG = 10001;

/**
 * samples/mutations.json: each accepted sample broken in every place, with zod's verdict on it, so that the plugin's
 * validator is held to agree with zod on all of them.
 */
export function mutations(): { message: string; samples: MutatedSample[] }[] {
  return Object.entries(MESSAGES).map(([message, schema]) => {
    const seen = new Set<string>();
    const taken = (sample: unknown, change: Change) => schema.safeParse(applied(sample, change)).success;
    const samples = acceptedSamples(message).map(({ file, message: sample }) => {
      const fresh = [...places(sample)].filter((place) => isFirstOfItsKind(place, seen));
      const changes = fresh.flatMap((place) => [
        ...changesAt(place),
        ...lengthsAt(place, (change) => taken(sample, change)),
      ]);
      return { file, changes: changes.map((change) => ({ ...change, taken: taken(sample, change) })) };
    });
    return { message, samples };
  });
}

interface Place {
  readonly path: Path;
  readonly value: unknown;
}

/** Every place of the sample once; of a list only the first entry, since the rest have the same schema. */
function* places(value: unknown, path: Path = []): Generator<Place> {
  yield { path, value };
  if (Array.isArray(value)) {
    if (value.length > 0) yield* places(value[0], [...path, 0]);
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) yield* places(inner, [...path, key]);
  }
}

/** The samples of a message share most of their places; one of each is enough. */
function isFirstOfItsKind({ path, value }: Place, seen: Set<string>): boolean {
  const kind = `${path.join('/')} ${value === null ? 'null' : typeof value}`;
  return !seen.has(kind) && seen.add(kind) !== undefined;
}

function changesAt({ path, value }: Place): Change[] {
  const others = [...FOREIGN, ...neighbours(value)];
  return [
    ...others
      .filter((other) => JSON.stringify(other) !== JSON.stringify(value))
      .map((set) => ({ path, set })),
    ...(path.length > 0 ? [{ path, remove: true as const }] : []),
    ...(isObject(value) ? [{ path: [...path, 'unheardOf'], set: 1 }] : []),
  ];
}

/** What is nearly right: the places where two validators part ways. */
function neighbours(value: unknown): unknown[] {
  if (typeof value === 'number') return [String(value), value + 0.25, 9007199254740991, 1e21, -value, 600001];
  if (typeof value === 'string') {
    const shorter = value.length < 2 ? [] : [value.slice(1), value.slice(0, -1), value.replace(/\d/, '٣')];
    return [
      `${value}\n`,
      ` ${value}`,
      value.toUpperCase(),
      value.toLowerCase(),
      `${value}é`,
      [value],
      ...shorter,
    ];
  }
  if (Array.isArray(value)) return [Object.fromEntries(value.entries()), value.slice(1), value[0] ?? 'none'];
  if (isObject(value)) return [Object.values(value), JSON.stringify(value)];
  return [];
}

/** For a text of limited length: the longest that is taken, as many code points in more units, one code point more. */
function lengthsAt({ path, value }: Place, taken: (change: Change) => boolean): Change[] {
  if (typeof value !== 'string') return [];
  let [longest, refused] = [0, TOO_LONG];
  while (refused - longest > 1) {
    const middle = Math.floor((longest + refused) / 2);
    if (taken({ path, euros: middle })) longest = middle;
    else refused = middle;
  }
  if (longest === 0) return [{ path, euros: TOO_LONG }];
  return [
    { path, euros: longest },
    { path, euros: longest, receipt: true },
    { path, euros: longest + 1 },
  ];
}

function applied(sample: unknown, change: Change): unknown {
  const [step, ...rest] = change.path;
  const set = change.euros === undefined ? change.set : filled(change.euros, change.receipt === true);
  if (step === undefined) return set;
  const copy: unknown = structuredClone(sample);
  let holder = copy as Record<Step, unknown>;
  for (const next of [step, ...rest].slice(0, -1)) holder = holder[next] as Record<Step, unknown>;
  const last = change.path.at(-1) as Step;
  if (change.remove !== true) holder[last] = set;
  else if (Array.isArray(holder)) holder.splice(last as number, 1);
  else delete holder[last];
  return copy;
}

function filled(length: number, receipt: boolean): string {
  return '€'.repeat(receipt ? length - 1 : length) + (receipt ? '🧾' : '');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
