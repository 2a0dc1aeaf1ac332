// Reading the lists of AWS, the same way for all collectors.
import { isError } from '@backstage/errors';

/** How many items a page may have: as many as SageMaker, CodePipeline and EventBridge Scheduler give. */
export const PAGE_SIZE = 100;

const GONE = [
  'ResourceNotFound',
  'ResourceNotFoundException',
  'PipelineNotFoundException',
  'TrailNotFoundException',
];

/**
 * Takes the items of all pages, or the first `limit` of them; no page is asked
 * for after that.
 */
export async function listAll<TPage, TItem>(
  pages: AsyncIterable<TPage>,
  itemsOf: (page: TPage) => TItem[] | undefined,
  limit = Infinity,
): Promise<TItem[]> {
  const items: TItem[] = [];
  for await (const page of pages) {
    items.push(...(itemsOf(page) ?? []));
    if (items.length >= limit) {
      return items.slice(0, limit);
    }
  }
  return items;
}

/** Orders by name. */
export function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name);
}

/** Whether AWS says that what was asked for is not there; SageMaker has no exception of its own for most of it. */
function isGone(error: unknown): boolean {
  return (
    isError(error) &&
    (GONE.includes(error.name) ||
      (error.name === 'ValidationException' &&
        /could not find|does not exist/i.test(error.message)))
  );
}

/** Answers what a call answers; undefined when what it asks for has gone since it was listed. */
export async function unlessGone<T>(
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isGone(error)) {
      return undefined;
    }
    throw error;
  }
}
