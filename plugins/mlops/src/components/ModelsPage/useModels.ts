import { useApi } from '@backstage/core-plugin-api';
import type { ModelsPage } from '@mlops-portal/backstage-plugin-mlops-common';
import { useCallback } from 'react';
import { mlopsApiRef } from '../../api';
import { useList, type Asked } from '../../hooks/useList';
import type { Loaded } from '../../hooks/useLoad';
import type { TableQuery } from './useModelsQuery';

/** The approval of a version that waits for somebody. */
export const AWAITING = 'PendingManualApproval';

/** How many of the models that await approval stand above the table. */
const AWAITING_SHOWN = 5;

/** What the page shows. */
export interface Models {
  page: ModelsPage;
  /** The models whose newest version awaits approval, the longest waiting first; absent when the table itself is filtered by approval. */
  awaiting?: ModelsPage;
}

/** Loads a page of models, and with it those that await approval, so that neither pushes the other down. */
export function useModels(query: TableQuery): Loaded<Models> {
  const api = useApi(mlopsApiRef);
  return useList<TableQuery, Models>(
    query,
    useCallback(
      async (asked: Asked<TableQuery>) => {
        const { q, owner, approval } = asked;
        const [page, awaiting] = await Promise.all([
          api.getModels(asked),
          approval
            ? undefined
            : api.getModels({
                q,
                owner,
                approval: AWAITING,
                orderBy: 'latestAt',
                order: 'asc',
                limit: AWAITING_SHOWN,
              }),
        ]);
        return { page, awaiting };
      },
      [api],
    ),
  );
}
