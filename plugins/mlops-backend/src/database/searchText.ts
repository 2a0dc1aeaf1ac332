// Searching in lowercase that JavaScript makes: lower() of SQL leaves É as it is on SQLite, and on PostgreSQL with the locale C.
import type { Knex } from 'knex';

/** What a search looks through, made of the given parts. */
export function searchText(...parts: (string | undefined)[]): string {
  return parts
    .flatMap(part => part ?? [])
    .join('\n')
    .toLocaleLowerCase('en-US');
}

/** Narrows a query to the rows whose searched column has the words in it, literally. */
export function whereSearchText(
  query: Knex.QueryBuilder,
  words: string,
  column = 'search_text',
): void {
  const literal = words
    .toLocaleLowerCase('en-US')
    .replace(/[\\%_]/g, match => `\\${match}`);
  query.whereRaw(`?? like ? escape '\\'`, [column, `%${literal}%`]);
}

/** Entity references of owners as they are kept. */
export function asOwners(refs: string[]): string[] {
  return refs.map(ref => ref.toLocaleLowerCase('en-US'));
}
