import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect } from 'react';
import { mlopsApiRef, type MlopsApi } from '../api';
import { useLive } from './useLive';
import { useLoad, type Loaded } from './useLoad';

/**
 * Reads something about a use case, and again whenever the use case was
 * refreshed anywhere on the page or the backend tells that it changed.
 *
 * @param read - must be stable between renders
 */
export function useUseCaseData<T>(
  name: string,
  read: (api: MlopsApi, name: string) => Promise<T>,
): Loaded<T> {
  const api = useApi(mlopsApiRef);
  const loaded = useLoad(useCallback(() => read(api, name), [api, name, read]));
  const { reload, refresh } = loaded;
  useLive(refresh, name);
  useEffect(
    () =>
      api.onRefreshed(useCase => {
        if (useCase === name) {
          reload();
        }
      }),
    [api, name, reload],
  );
  return loaded;
}

/** Reads a use case with its evidence: for {@link useUseCaseData}. */
export function readUseCase(api: MlopsApi, name: string) {
  return api.getUseCase(name);
}
