import { useApi } from '@backstage/core-plugin-api';
import type {
  ModelDetail,
  UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useCallback, useEffect } from 'react';
import { mlopsApiRef, type MlopsApi } from '../../api';
import { useLive } from '../../hooks/useLive';
import { useLoad, type Loaded } from '../../hooks/useLoad';

/** A model, with the use case whose evidence tells where it came from. */
export interface ModelOfUseCase {
  model: ModelDetail;
  useCase?: UseCaseDetail;
  /** Why the use case could not be loaded: the model can be shown without it. */
  useCaseError?: unknown;
}

async function readModel(
  api: MlopsApi,
  accountId: string,
  group: string,
): Promise<ModelOfUseCase> {
  const model = await api.getModel(accountId, group);
  try {
    return { model, useCase: await api.getUseCase(model.useCase) };
  } catch (useCaseError) {
    return { model, useCaseError };
  }
}

/** Loads a model with its use case, and again whenever the use case was refreshed anywhere on the page or the backend tells that it changed. */
export function useModel(
  accountId: string,
  group: string,
): Loaded<ModelOfUseCase> {
  const api = useApi(mlopsApiRef);
  const loaded = useLoad(
    useCallback(
      () => readModel(api, accountId, group),
      [api, accountId, group],
    ),
  );
  const { value, reload, refresh } = loaded;
  const useCase = value?.model.useCase;
  useLive(refresh, useCase);
  useEffect(
    () =>
      api.onRefreshed(refreshed => {
        if (refreshed === useCase) {
          reload();
        }
      }),
    [api, useCase, reload],
  );
  return loaded;
}
