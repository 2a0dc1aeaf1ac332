import { useAppSearchParams } from '@backstage/frontend-plugin-api';

/** How many days back the costs can be looked at. */
export const RANGES = [30, 90, 365] as const;

/** One of {@link RANGES}. */
export type Range = (typeof RANGES)[number];

const DEFAULT_RANGE: Range = 30;

/** How far back the costs are looked at, kept in the address of the page. */
export function useRange(): [Range, (range: Range) => void] {
  const [params, setParams] = useAppSearchParams();
  const range =
    RANGES.find(days => String(days) === params.get('range')) ?? DEFAULT_RANGE;
  function setRange(next: Range): void {
    setParams(previous => {
      if (next === DEFAULT_RANGE) {
        previous.delete('range');
      } else {
        previous.set('range', String(next));
      }
      return previous;
    });
  }
  return [range, setRange];
}
