import type {
  DataShare,
  LibraryTemplate,
  Observed,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { CollectionStore } from '../database/CollectionStore';
import type { LibraryStore } from '../database/LibraryStore';
import type { SyncClock } from './SyncClock';

/** What is the same for all use cases that are judged at once. */
export interface Surroundings {
  library: LibraryTemplate[] | { unknownReason: string };
  shares: Observed<DataShare[]>;
  accounts:
    | Pick<
        Extract<Observed<unknown>, { state: 'collected' }>,
        'observedAt' | 'staleReason'
      >
    | { unknownReason: string };
  lastSyncAt: string | undefined;
}

/** Reads what is known of the organization as a whole. */
export async function readSurroundings({
  library,
  collections,
  clock,
}: {
  library: LibraryStore;
  collections: CollectionStore;
  clock: SyncClock;
}): Promise<Surroundings> {
  const [organization, read, dataLake, shares] = await Promise.all([
    collections.get('organization'),
    collections.get('library'),
    collections.get('data-lake'),
    collections.value<DataShare[]>('data-lake'),
  ]);
  return {
    library: read.observedAt
      ? await library.all()
      : {
          unknownReason:
            read.failure ?? 'The template library has not been read yet.',
        },
    shares:
      shares && dataLake.observedAt
        ? {
            state: 'collected',
            value: shares,
            observedAt: dataLake.observedAt,
            staleReason: dataLake.failure,
          }
        : {
            state: 'unknown',
            reason: dataLake.failure ?? 'The data lake has not been read yet.',
          },
    accounts: organization.observedAt
      ? {
          observedAt: organization.observedAt,
          staleReason: organization.failure,
        }
      : {
          unknownReason:
            organization.failure ?? 'The organization has not been read yet.',
        },
    lastSyncAt: await clock.lastSyncAt(),
  };
}
