import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { HeatMapFilter } from '../HeatMap';

/** How many days of history can be looked at. */
export const HISTORY_DAYS = [30, 90, 365];

const DEFAULT_DAYS = 90;

/** What the page shows. */
export interface OrganizationQuery extends HeatMapFilter {
  days: number;
}

/** Under which names it stands in the address. */
const PARAMS: Record<keyof OrganizationQuery, string> = {
  days: 'days',
  words: 'q',
  owner: 'owner',
  criterion: 'criterion',
};

/** What the page shows, kept in the address, so that it survives a reload and can be sent to others. */
export function useOrganizationQuery() {
  const [params, setParams] = useAppSearchParams();
  const search = params.toString();
  const query = useMemo<OrganizationQuery>(() => {
    const known = new URLSearchParams(search);
    return {
      days:
        HISTORY_DAYS.find(days => String(days) === known.get(PARAMS.days)) ??
        DEFAULT_DAYS,
      words: known.get(PARAMS.words) ?? undefined,
      owner: known.get(PARAMS.owner) ?? undefined,
      criterion: known.get(PARAMS.criterion) ?? undefined,
    };
  }, [search]);

  // The setter changes with the address, and who is handed `change` wants it stable.
  const latest = useRef(setParams);
  useEffect(() => {
    latest.current = setParams;
  });

  const change = useCallback(
    (changes: Partial<OrganizationQuery>) =>
      latest.current(
        previous => {
          for (const key of Object.keys(
            changes,
          ) as (keyof OrganizationQuery)[]) {
            const value = changes[key];
            if (!value || value === DEFAULT_DAYS) {
              previous.delete(PARAMS[key]);
            } else {
              previous.set(PARAMS[key], String(value));
            }
          }
          return previous;
        },
        // Of what is looked at, not where one is: Back leads to the page before.
        { replace: true },
      ),
    [],
  );

  return { query, change };
}
