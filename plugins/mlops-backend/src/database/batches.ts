/** Below what SQLite takes as parameters of one statement. */
const PARAMETERS_PER_STATEMENT = 900;

/** Cuts rows, or the values of one column, into what one statement takes; all have the same columns. */
export function inBatches<T>(rows: readonly T[]): T[][] {
  const [first] = rows;
  const columns =
    typeof first === 'object' && first !== null ? Object.keys(first).length : 1;
  const size = Math.floor(PARAMETERS_PER_STATEMENT / columns);
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
}
