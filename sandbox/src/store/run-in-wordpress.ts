import { mkdirSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { instanceMark } from '../instance/instance-mark.ts';
import { SandboxError } from '../sandbox-error.ts';
import { pageText } from './page-text.ts';
import { phpDir, runPhp } from './run-php.ts';

/** The part of an instance that running PHP in it needs. */
export interface WordPressPlace {
  store: { path: string; url: string };
}

export type PhpPiece =
  /** A file that returns `function (array $args)`; a relative one lies in `sandbox/php`. */
  | { file: string }
  /** The body of a function with `$args`, for example `return wc_get_order($args['id'])->get_status();` */
  | { code: string };

/**
 * Runs PHP inside the shop (wp-load.php and all active plugins), on PHP's command line.
 * @param args reaches PHP as associative arrays
 * @returns what the function returned, through JSON
 * @throws SandboxError with PHP's output when it fails
 */
export async function runInWordPress<Result = unknown>(
  place: WordPressPlace,
  piece: PhpPiece,
  args: unknown = {},
  options: { installing?: boolean; withinMs?: number; env?: Record<string, string> } = {},
): Promise<Result> {
  const file = 'file' in piece ? (isAbsolute(piece.file) ? piece.file : join(phpDir, piece.file)) : null;
  const call = {
    wordpress: place.store.path,
    host: new URL(place.store.url).host,
    installing: options.installing ?? false,
    file,
    code: 'code' in piece ? piece.code : null,
    args,
  };
  const instance = dirname(place.store.path);
  const { result, output } = await runPhp('run-in-wordpress.php', [], {
    input: JSON.stringify(call),
    settings: compiledOnce(join(instance, 'run')),
    ...(options.withinMs === undefined ? {} : { withinMs: options.withinMs }),
    env: { ...instanceMark(instance), ...options.env },
  });
  if (result === '') {
    throw new SandboxError(
      `${file ?? 'The code'} ended PHP before it returned (wp_die or exit):\n${pageText(output).slice(-4_000)}`,
    );
  }
  return JSON.parse(result) as Result;
}

/**
 * Compiling WordPress and WooCommerce takes longer than what is mostly asked of them: the command line keeps what it
 * compiled in files.
 */
function compiledOnce(run: string): Record<string, string> {
  const cache = join(run, 'opcache');
  mkdirSync(cache, { recursive: true });
  return { 'opcache.enable_cli': '1', 'opcache.file_cache': cache, 'opcache.file_cache_only': '1' };
}
