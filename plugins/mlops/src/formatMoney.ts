const formats = new Map<string, Intl.NumberFormat>();

/**
 * An amount as people write it: `$1,234`; with cents below 10.
 *
 * @param currency - ISO 4217
 */
export function formatMoney(amount: number, currency: string): string {
  const digits = amount !== 0 && Math.abs(amount) < 10 ? 2 : 0;
  const key = `${currency}${digits}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(undefined, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  formats.set(key, format);
  return format.format(amount);
}
