import { useState } from 'react';
import { failureText } from './use-resource.ts';

export interface RunningAction {
  readonly busy: boolean;
  /** Why it failed, in words; null: it did not. */
  readonly error: string | null;
  /** Runs it unless one is running already. Whether it succeeded. */
  readonly run: (action: () => Promise<unknown>) => Promise<boolean>;
}

/** A button's progress and its failure. */
export function useAction(): RunningAction {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  async function run(action: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    setError(null);
    try {
      await action();
      return true;
    } catch (failure) {
      setError(failureText(failure));
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, error, run };
}
