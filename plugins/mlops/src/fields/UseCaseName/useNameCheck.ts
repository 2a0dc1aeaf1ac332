import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { mlopsApiRef } from '../../api';
import { errorMessage } from '../../errorMessage';
import {
  checkLocally,
  judgeNaming,
  openedForUseCase,
  type NameCheck,
} from './nameCheck';

const DEBOUNCE_MS = 300;

/** Checks a name as it is typed: the rules at once, the backend once the person pauses. */
export function useNameCheck(name: string): {
  check: NameCheck;
  retry: () => void;
} {
  const api = useApi(mlopsApiRef);
  const [openedFor] = useState(() => openedForUseCase(window.location.search));
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<{ name: string; check: NameCheck }>();
  const local = checkLocally(name);
  const isLocal = local !== undefined;

  useEffect(() => {
    if (isLocal) {
      return undefined;
    }
    let overtaken = false;
    const answerWith = (check: NameCheck) => {
      if (!overtaken) {
        setAnswer({ name, check });
      }
    };
    const timer = setTimeout(() => {
      api.getNaming(name).then(
        naming => answerWith(judgeNaming(naming, openedFor)),
        error =>
          answerWith({ state: 'unchecked', reason: errorMessage(error) }),
      );
    }, DEBOUNCE_MS);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [api, name, isLocal, openedFor, attempt]);

  const retry = useCallback(() => {
    setAnswer(undefined);
    setAttempt(count => count + 1);
  }, []);

  if (local) {
    return { check: local, retry };
  }
  return {
    check: answer?.name === name ? answer.check : { state: 'checking' },
    retry,
  };
}
