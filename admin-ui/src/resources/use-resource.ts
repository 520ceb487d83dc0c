import apiFetch from '@wordpress/api-fetch';
import { useCallback, useEffect, useRef, useState } from 'react';
import { say } from '../ui/say.ts';
import { noteShopTime } from '../ui/shop-clock.ts';
import { isSignedOut } from './is-signed-out.ts';
import { noteSignedIn } from './signed-in.ts';

export interface Resource<T> {
  /** The last good answer; stays while a newer one is fetched or fails. Null: none yet. */
  readonly answer: T | null;
  /** `answer` is to an older question: the newer one is on its way. */
  readonly outdated: boolean;
  /** Why the last attempt failed; null: it did not. */
  readonly error: string | null;
  readonly reload: () => void;
}

/** No answer within this is a failure that the page says, milliseconds. */
const LIMIT = 30_000;

export async function ask<T>(path: string, post?: unknown): Promise<T> {
  // Not AbortSignal.timeout: WordPress takes its TimeoutError for a broken line.
  const limit = new AbortController();
  const timer = window.setTimeout(() => limit.abort(), LIMIT);
  try {
    const answer = await apiFetch<T>({
      path: `/counterfoil-admin/v1/${path}`,
      signal: limit.signal,
      ...(post === undefined ? {} : { method: 'POST', data: post }),
    });
    noteSignedIn(true);
    return answer;
  } catch (failure) {
    if (isSignedOut(failure)) noteSignedIn(false);
    throw failure;
  } finally {
    window.clearTimeout(timer);
  }
}

/** The words for what `ask` threw: WordPress's own message where there is one. */
export function failureText(error: unknown): string {
  if (error instanceof DOMException && error.name === 'AbortError') return say('screen_no_answer');
  if (isSignedOut(error)) return say('screen_signed_out');
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { message } = error;
    const code = 'code' in error ? error.code : '';
    // What WordPress says of these is about itself, not about what to do.
    if (code === 'fetch_error' || code === 'offline_error') return say('screen_offline');
    if (code === 'invalid_json' || code === 'internal_server_error') return say('screen_unexpected_answer');
    if (typeof message === 'string' && message !== '') return message;
  }
  return say('screen_unexpected_answer');
}

/**
 * Fetches `path`, again after each `paceOf` milliseconds while the page is visible and at once when it becomes so. An
 * answer to an older question is dropped.
 */
export function useResource<T extends { readonly now: string }>(
  path: string,
  paceOf: (answer: T | null) => number,
): Resource<T> {
  const [answer, setAnswer] = useState<{ readonly path: string; readonly of: T } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const question = useRef(0);
  const everyMs = paceOf(answer?.of ?? null);

  const reload = useCallback(async () => {
    const mine = ++question.current;
    try {
      const of = await ask<T>(path);
      if (mine !== question.current) return;
      noteShopTime(of.now);
      setAnswer({ path, of });
      setError(null);
    } catch (failure) {
      if (mine === question.current) setError(failureText(failure));
    }
  }, [path]);

  useEffect(() => {
    void reload();
    return () => {
      // Nobody waits for an answer to this question any more.
      question.current += 1;
    };
  }, [reload]);

  useEffect(() => {
    const again = () => {
      if (document.visibilityState === 'visible') void reload();
    };
    const timer = window.setInterval(again, everyMs);
    document.addEventListener('visibilitychange', again);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, [reload, everyMs]);

  return {
    answer: answer?.of ?? null,
    outdated: answer !== null && answer.path !== path,
    error,
    reload: () => void reload(),
  };
}
