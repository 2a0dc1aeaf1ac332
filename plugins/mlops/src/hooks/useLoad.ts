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
}

/**
 * Loads something when the component appears, and again when `load` changes.
 * An answer that a newer request has overtaken is dropped.
 *
 * @param load - must be stable between renders
 */
export function useLoad<T>(load: () => Promise<T>): Loaded<T> {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({
    loading: true,
  });

  useEffect(() => {
    let overtaken = false;
    setState(({ value }) => ({ value, loading: true }));
    load().then(
      value => {
        if (!overtaken) {
          setState({ value, loading: false });
        }
      },
      error => {
        if (!overtaken) {
          setState({ error, loading: false });
        }
      },
    );
    return () => {
      overtaken = true;
    };
  }, [load, attempt]);

  const reload = useCallback(() => setAttempt(count => count + 1), []);
  return { ...state, reload };
}
