/** What stands in a cell. */
export type CellValue = string | number | undefined;

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function field(value: CellValue): string {
  if (typeof value === 'number') {
    return String(value);
  }
  const text = value ?? '';
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless)
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}

/**
 * Rows as comma-separated values (RFC 4180), which a spreadsheet opens without
 * taking any of it for a formula.
 */
export function toCsv(rows: CellValue[][]): string {
  return rows.map(row => `${row.map(field).join(',')}\r\n`).join('');
}
