// Paging by key rather than by offset: pages stay right while rows come and go, and deep ones cost no more than the first.
import { InputError } from '@backstage/errors';
import type { Page } from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';
import { z } from 'zod';

const cursorSchema = z.object({
  /** What the list was sorted by when the cursor was made. */
  by: z.string(),
  order: z.enum(['asc', 'desc']),
  /** Sort value and key of the row the page starts after, or ends before. */
  value: z.union([z.string(), z.int32()]),
  key: z.string(),
  backward: z.boolean(),
});

type Cursor = z.output<typeof cursorSchema>;

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function decode(text: string, sort: Sort, order: string): Cursor {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    content = undefined;
  }
  const cursor = cursorSchema.safeParse(content);
  if (
    !cursor.success ||
    typeof cursor.data.value !== sort.type ||
    /\0/.test(`${cursor.data.value}${cursor.data.key}`)
  ) {
    throw new InputError(
      'cursor: it is not one that this API handed out; start again without it.',
    );
  }
  if (cursor.data.by !== sort.by || cursor.data.order !== order) {
    throw new InputError(
      'cursor: it belongs to another sort order; start again without it.',
    );
  }
  return cursor.data;
}

/** What a list is sorted by. */
export interface Sort {
  /** Its name, for the cursor. */
  by: string;
  /** An SQL expression that is never null. */
  expression: string;
  /** What the expression yields; numbers are whole. */
  type: 'string' | 'number';
}

/** A row with what it was sorted by. */
export interface SortableRow {
  sort_value: string | number;
  sort_key: string;
}

async function countOf(matching: Knex.QueryBuilder): Promise<number> {
  const counted: { count: number | string } = await matching
    .clone()
    .count({ count: '*' })
    .first();
  return Number(counted.count);
}

/**
 * Reads one page of a list.
 *
 * @param matching - what the list has: filtered, neither selected from, sorted nor limited
 * @param rows - what is read of those on the page; other tables may be joined to it
 * @param key - an SQL column of both that is unique, to break ties
 * @param totalItems - how many there are, where that is known already
 */
export async function readPage<TRow extends SortableRow>(options: {
  matching: Knex.QueryBuilder;
  rows: Knex.QueryBuilder;
  knex: Knex;
  sort: Sort;
  key: string;
  order: 'asc' | 'desc';
  limit: number;
  cursor?: string;
  totalItems?: number;
}): Promise<Page<TRow>> {
  const { matching, rows, knex, sort, key, order, limit } = options;
  const cursor = options.cursor
    ? decode(options.cursor, sort, order)
    : undefined;
  const backward = cursor?.backward ?? false;
  const ascending = (order === 'asc') !== backward;
  const direction = ascending ? 'asc' : 'desc';
  const ordered = (unordered: Knex.QueryBuilder) =>
    unordered.orderByRaw(`${sort.expression} ${direction}, ?? ${direction}`, [
      key,
    ]);
  // What is on the page is found by what is sorted by alone, which indexes have; only then are rows read, which are long.
  const keys = ordered(
    matching.clone().select({ page_key: knex.ref(key) }),
  ).limit(limit + 1);
  if (cursor) {
    keys.whereRaw(`(${sort.expression}, ??) ${ascending ? '>' : '<'} (?, ?)`, [
      key,
      cursor.value,
      cursor.key,
    ]);
  }
  const found: TRow[] = await ordered(
    rows
      .select({
        sort_value: knex.raw(sort.expression),
        sort_key: knex.ref(key),
      })
      .whereIn(key, knex.select('page_key').from(keys.as('page'))),
  );
  const more = found.length > limit;
  const items = found.slice(0, limit);
  if (backward) {
    items.reverse();
  }

  const at = (row: TRow, isBackward: boolean) =>
    encode({
      by: sort.by,
      order,
      value: row.sort_value,
      key: row.sort_key,
      backward: isBackward,
    });
  const first = items.at(0);
  const last = items.at(-1);
  const hasNext = backward ? true : more;
  const hasPrev = backward ? more : cursor !== undefined;
  return {
    items,
    totalItems: options.totalItems ?? (await countOf(matching)),
    pageInfo: {
      nextCursor: last && hasNext ? at(last, false) : undefined,
      prevCursor: first && hasPrev ? at(first, true) : undefined,
    },
  };
}
