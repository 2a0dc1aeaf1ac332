// What the page of the organization's maturity works out of what it is given. Pure.
import {
  REACHED_STAGES,
  type LibraryTemplate,
  type OrganizationUseCases,
  type ReachedStage,
} from '@mlops-portal/backstage-plugin-mlops-common';

const DAY = 24 * 60 * 60 * 1000;

/** What the backend compares with as much before it. */
const HALF_YEAR = 180 * DAY;

type UseCases = OrganizationUseCases['useCases'];

/** A group with the number of its use cases at each stage. */
export interface TeamFigures {
  owner: string;
  counts: Record<ReachedStage, number>;
  total: number;
}

/** The stages of each team's use cases; the team with most comes first. */
export function teamsOf(useCases: UseCases): TeamFigures[] {
  const byOwner = new Map<string, Map<ReachedStage, number>>();
  for (const { owner, stage } of useCases) {
    const counts = byOwner.get(owner) ?? new Map<ReachedStage, number>();
    counts.set(stage, (counts.get(stage) ?? 0) + 1);
    byOwner.set(owner, counts);
  }
  return [...byOwner]
    .map(([owner, found]) => {
      const countOf = (stage: ReachedStage) => found.get(stage) ?? 0;
      return {
        owner,
        counts: {
          none: countOf('none'),
          initial: countOf('initial'),
          repeatable: countOf('repeatable'),
          reliable: countOf('reliable'),
          scalable: countOf('scalable'),
        },
        total: REACHED_STAGES.reduce((sum, stage) => sum + countOf(stage), 0),
      };
    })
    .sort((a, b) => b.total - a.total || a.owner.localeCompare(b.owner));
}

/** A use case that reached production. */
export interface Arrival {
  name: string;
  title: string;
  owner: string;
  /** When it first served there, ISO 8601. */
  at: string;
  /** From its registration, to a tenth; none when it was there before. */
  days: number;
}

/** The use cases that reached production, in the order in which they did. */
export function arrivalsOf(useCases: UseCases): Arrival[] {
  return useCases
    .flatMap(({ name, title, owner, registeredAt, firstInProductionAt: at }) =>
      at
        ? [
            {
              name,
              title,
              owner,
              at,
              days: Math.max(
                0,
                Math.round(
                  ((Date.parse(at) - Date.parse(registeredAt)) / DAY) * 10,
                ) / 10,
              ),
            },
          ]
        : [],
    )
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** How long use cases took that reached production within half a year. */
export interface Spread {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  count: number;
  median: number;
  /** A quarter took less. */
  lower: number;
  /** A quarter took more. */
  upper: number;
}

/** The value below which a share of sorted numbers lies, between its neighbours where it is none of them. */
function quantile(sorted: number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.ceil(place);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

function spreadOf(
  arrivals: Arrival[],
  from: number,
  to: number,
): Spread | undefined {
  const sorted = arrivals
    .filter(({ at }) => Date.parse(at) > from && Date.parse(at) <= to)
    .map(({ days }) => days)
    .sort((a, b) => a - b);
  return sorted.length === 0
    ? undefined
    : {
        from,
        to,
        count: sorted.length,
        median: quantile(sorted, 0.5),
        lower: quantile(sorted, 0.25),
        upper: quantile(sorted, 0.75),
      };
}

/**
 * Time to production in the newest half year and in the one before; undefined
 * where none got there.
 *
 * @param now - the end of the newest half year
 */
export function spreadsOf(
  arrivals: Arrival[],
  now: Date,
): { newest?: Spread; previous?: Spread } {
  const end = now.getTime();
  const middle = end - HALF_YEAR;
  return {
    newest: spreadOf(arrivals, middle, end),
    previous: spreadOf(arrivals, middle - HALF_YEAR, middle),
  };
}

/** How large the library was at the end of a month. */
export interface LibrarySize {
  /** `2026-11`, in UTC. */
  month: string;
  templates: number;
  versions: number;
}

function monthsBetween(first: string, last: string): string[] {
  const months = [];
  const month = new Date(`${first}-01T00:00:00Z`);
  while (month.toISOString().slice(0, 7) <= last) {
    months.push(month.toISOString().slice(0, 7));
    month.setUTCMonth(month.getUTCMonth() + 1);
  }
  return months;
}

/**
 * How the library grew, month by month from its first version on. A template is
 * there from its first version that has a date.
 *
 * @param until - the time up to which the library is known
 * @returns with `undated`, the number of versions that AWS gave no date, which are not in it
 */
export function growthOf(
  templates: LibraryTemplate[],
  until: Date,
): { months: LibrarySize[]; undated: number } {
  const dated = templates.map(({ versions }) =>
    versions
      .flatMap(({ createdAt }) =>
        createdAt ? [new Date(createdAt).toISOString().slice(0, 7)] : [],
      )
      .sort(),
  );
  const versions = dated.flat().sort();
  const firsts = dated.flatMap(months => months.slice(0, 1));
  const undated =
    templates.reduce((sum, template) => sum + template.versions.length, 0) -
    versions.length;
  const upTo = (months: string[], month: string) =>
    months.filter(one => one <= month).length;
  return {
    undated,
    months:
      versions.length === 0
        ? []
        : monthsBetween(versions[0], until.toISOString().slice(0, 7)).map(
            month => ({
              month,
              templates: upTo(firsts, month),
              versions: upTo(versions, month),
            }),
          ),
  };
}

/** Who owns how many templates; who owns most comes first. */
export function contributorsOf(
  templates: LibraryTemplate[],
): { owner: string; templates: number }[] {
  const counts = new Map<string, number>();
  for (const { owner } of templates) {
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts]
    .map(([owner, count]) => ({ owner, templates: count }))
    .sort(
      (a, b) => b.templates - a.templates || a.owner.localeCompare(b.owner),
    );
}
