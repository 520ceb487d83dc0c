import apiFetch from '@wordpress/api-fetch';
import { useCallback, useEffect, useRef, useState } from 'react';
import { say } from '../ui/say.ts';

export interface Resource<T> {
  /** The last good answer; stays while a newer one is fetched or fails. Null: none yet. */
  readonly answer: T | null;
  /** Why the last attempt failed; null: it did not. */
  readonly error: string | null;
  readonly loading: boolean;
  readonly reload: () => void;
}

/** No answer within this is a failure that the page says, milliseconds. */
const LIMIT = 30_000;

export async function ask<T>(path: string, post?: unknown): Promise<T> {
  const signal = AbortSignal.timeout(LIMIT);
  return await apiFetch<T>({
    path: `/counterfoil-admin/v1/${path}`,
    signal,
    ...(post === undefined ? {} : { method: 'POST', data: post }),
  });
}

/** The words for what `ask` threw: WordPress's own message where there is one. */
export function failureText(error: unknown): string {
  if (error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return say('screen_no_answer');
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { message } = error;
    if (typeof message === 'string' && message !== '') return message;
  }
  return say('screen_unexpected_answer');
}

/** Fetches `path`, again every `everyMs` while the page is visible. An answer to an older question is dropped. */
export function useResource<T>(path: string, everyMs: number | null): Resource<T> {
  const [answer, setAnswer] = useState<{ readonly path: string; readonly of: T } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [loading, setLoading] = useState(true);
  const question = useRef(0);

  const reload = useCallback(async () => {
    const mine = ++question.current;
    setLoading(true);
    try {
      const of = await ask<T>(path);
      if (mine !== question.current) return;
      setAnswer({ path, of });
      setError(null);
    } catch (failure) {
      if (mine !== question.current) return;
      setError(failureText(failure));
    }
    setLoading(false);
  }, [path]);

  useEffect(() => {
    void reload();
    if (everyMs === null) return undefined;
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') void reload();
    }, everyMs);
    return () => window.clearInterval(timer);
  }, [reload, everyMs]);

  return { answer: answer?.of ?? null, error, loading, reload: () => void reload() };
}
