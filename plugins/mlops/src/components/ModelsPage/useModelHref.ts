import { useRouteRef } from '@backstage/core-plugin-api';
import type { ModelSummary } from '@mlops-portal/backstage-plugin-mlops-common';
import { useCallback } from 'react';
import { rootRouteRef } from '../../routes';

/** The address of the list of models. */
export function useModelsHref(): string {
  return `${useRouteRef(rootRouteRef)()}/models`;
}

/** Makes the address of the page of a model. */
export function useModelHref(): (
  model: Pick<ModelSummary, 'accountId' | 'group'>,
) => string {
  const models = useModelsHref();
  return useCallback(
    ({ accountId, group }) =>
      `${models}/${encodeURIComponent(accountId)}/${encodeURIComponent(group)}`,
    [models],
  );
}
