import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  USE_CASE_SIGNAL_CHANNEL,
  useCaseSignalSchema,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useEffect } from 'react';

/** How many milliseconds further changes are waited for: a sync brings many at once. */
const GATHERING = 1000;

/**
 * Calls back when the backend tells that something changed. Nothing happens in
 * an app without the signals plugin: there, pages are as they were loaded.
 *
 * @param onChange - must be stable between renders
 * @param useCase - the use case of interest; every one when absent
 */
export function useLive(onChange: () => void, useCase?: string): void {
  const signals = useApiHolder().get(signalApiRef);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const subscriber = signals?.subscribe(USE_CASE_SIGNAL_CHANNEL, message => {
      const { data } = useCaseSignalSchema.safeParse(message);
      if (!data || (useCase && data.useCase !== useCase) || timer) {
        return;
      }
      timer = setTimeout(() => {
        timer = undefined;
        onChange();
      }, GATHERING);
    });
    return () => {
      clearTimeout(timer);
      subscriber?.unsubscribe();
    };
  }, [signals, onChange, useCase]);
}
