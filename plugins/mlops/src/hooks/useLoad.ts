import { useCallback, useEffect, useState } from 'react';

/** What came of loading something. */
export interface Loaded<T> {
  /** The newest answer; kept while a newer one is on its way. */
  value?: T;
  /** Why the newest attempt failed. */
  error?: unknown;
  loading: boolean;
  /** Loads it again. */
  reload: () => void;
  /** Loads it again without saying so: what is shown stays until the answer is there, and when it fails. */
  refresh: () => void;
}

/**
 * Loads something when the component appears, and again when `load` changes.
 * An answer that a newer request has overtaken is dropped.
 *
 * @param load - must be stable between renders
 */
export function useLoad<T>(load: () => Promise<T>): Loaded<T> {
  const [{ attempt, isQuiet }, setAttempt] = useState({
    attempt: 0,
    isQuiet: false,
  });
  const [state, setState] = useState<Omit<Loaded<T>, 'reload' | 'refresh'>>({
    loading: true,
  });

  useEffect(() => {
    let overtaken = false;
    if (!isQuiet) {
      setState(({ value }) => ({ value, loading: true }));
    }
    load().then(
      value => {
        if (!overtaken) {
          setState({ value, loading: false });
        }
      },
      error => {
        if (!overtaken && !isQuiet) {
          setState({ error, loading: false });
        }
      },
    );
    return () => {
      overtaken = true;
    };
  }, [load, attempt, isQuiet]);

  const again = useCallback(
    (quietly: boolean) =>
      setAttempt(last => ({ attempt: last.attempt + 1, isQuiet: quietly })),
    [],
  );
  const reload = useCallback(() => again(false), [again]);
  const refresh = useCallback(() => again(true), [again]);
  return { ...state, reload, refresh };
}
