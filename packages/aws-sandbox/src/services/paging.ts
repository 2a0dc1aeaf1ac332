import { createHash } from 'node:crypto';
import { AwsError } from '../wire/AwsError';

/** How a list is cut into pages. */
export interface Paging {
  /** What the caller handed back from the page before. */
  token: string | undefined;
  /** How many the caller wants. */
  size: number | undefined;
  /** How many a page has when the caller does not say. */
  defaultSize: number;
  /** What else the caller asked for: a token is good for the same question only. */
  question: unknown;
  /** Made when a token is not from here or for another question. */
  invalidToken: () => AwsError;
}

interface Position {
  offset: number;
  digest: string;
}

function readToken(token: string): Position | undefined {
  try {
    const [offset, digest] = JSON.parse(
      Buffer.from(token, 'base64url').toString(),
    );
    return Number.isInteger(offset) && typeof digest === 'string'
      ? { offset, digest }
      : undefined;
  } catch {
    // Whatever it was, it was not made below.
    return undefined;
  }
}

/** Cuts one page out of a list. The token is opaque to callers. */
export function paginate<T>(
  items: T[],
  paging: Paging,
): { page: T[]; nextToken: string | undefined } {
  const digest = createHash('sha256')
    .update(JSON.stringify(paging.question))
    .digest('base64url')
    .slice(0, 22);
  let start = 0;
  if (paging.token) {
    const position = readToken(paging.token);
    if (position?.digest !== digest) {
      throw paging.invalidToken();
    }
    start = position.offset;
  }
  const end = start + (paging.size ?? paging.defaultSize);
  return {
    page: items.slice(start, end),
    nextToken:
      end < items.length
        ? Buffer.from(JSON.stringify([end, digest])).toString('base64url')
        : undefined,
  };
}
