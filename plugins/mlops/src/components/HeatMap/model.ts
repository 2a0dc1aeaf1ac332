// What a heat map shows, and in which order. Pure.
import {
  REACHED_STAGES,
  STAGES,
  type OrganizationUseCases,
  type Standing,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** A use case of the heat map. */
export type HeatMapUseCase = OrganizationUseCases['useCases'][number];

/** A criterion of the heat map. */
export type HeatMapCriterion = OrganizationUseCases['criteria'][number];

/** How a criterion stands, or `notJudged` while it has not been judged. */
export type HeatMapStanding = Standing | 'notJudged';

/** Every {@link HeatMapStanding}; a cell holds the place of its own in this list. */
export const HEAT_MAP_STANDINGS = [
  'met',
  'unmet',
  'unknown',
  'waived',
  'notJudged',
] as const satisfies readonly HeatMapStanding[];

/** What is shown of all use cases and criteria; everything when empty. */
export interface HeatMapFilter {
  /** Words in name, title or owner. */
  words?: string;
  /** Entity reference of the group that owns them. */
  owner?: string;
  /** Id of the only criterion to show. */
  criterion?: string;
}

/** What a heat map shows, in its order. */
export interface HeatMapModel {
  rows: HeatMapUseCase[];
  columns: HeatMapCriterion[];
  /** Places in {@link HEAT_MAP_STANDINGS}, row by row. */
  cells: Uint8Array;
  /** Where another stage begins: indexes of rows, without the first. */
  rowBreaks: number[];
  /** Where another stage begins: indexes of columns, without the first. */
  columnBreaks: number[];
}

/** Which standing one wants to see first who asks about a single criterion. */
const URGENCY: readonly HeatMapStanding[] = [
  'unmet',
  'unknown',
  'notJudged',
  'waived',
  'met',
];

function codeOf(standing: Standing | null | undefined): number {
  return HEAT_MAP_STANDINGS.indexOf(standing ?? 'notJudged');
}

function breaksOf(stages: string[]): number[] {
  return stages.flatMap((stage, index) =>
    index > 0 && stage !== stages[index - 1] ? [index] : [],
  );
}

function countMet({ standings }: HeatMapUseCase): number {
  let count = 0;
  for (const standing of standings) {
    count += Number(standing === 'met');
  }
  return count;
}

/**
 * Filters and sorts. The most mature use cases come first: by stage, then by
 * how many criteria they meet. With a single criterion, those that it holds back
 * come first. Criteria are grouped by stage, the lowest first.
 *
 * One flat array holds the cells, so that a thousand use cases cost no object
 * for each of their thirty criteria.
 */
export function heatMapModel(
  { criteria, useCases }: OrganizationUseCases,
  filter: HeatMapFilter = {},
): HeatMapModel {
  const shown = criteria
    .map((criterion, index) => ({ criterion, index }))
    .filter(
      ({ criterion }) => !filter.criterion || criterion.id === filter.criterion,
    )
    .sort(
      (a, b) =>
        STAGES.indexOf(a.criterion.stage) - STAGES.indexOf(b.criterion.stage),
    );
  const words = (filter.words ?? '').toLocaleLowerCase('en-US');
  const only = filter.criterion && shown.at(0);
  const sorted = useCases
    .filter(
      ({ name, title, owner }) =>
        (!filter.owner || owner === filter.owner) &&
        `${name} ${title} ${owner}`.toLocaleLowerCase('en-US').includes(words),
    )
    .map(useCase => ({
      useCase,
      urgency: only
        ? URGENCY.indexOf(useCase.standings[only.index] ?? 'notJudged')
        : 0,
      stage: REACHED_STAGES.indexOf(useCase.stage),
      met: countMet(useCase),
    }))
    .sort(
      (a, b) =>
        a.urgency - b.urgency ||
        b.stage - a.stage ||
        b.met - a.met ||
        a.useCase.title.localeCompare(b.useCase.title),
    );

  const rows = sorted.map(({ useCase }) => useCase);
  const columns = shown.map(({ criterion }) => criterion);
  const cells = new Uint8Array(rows.length * columns.length);
  let cell = 0;
  for (const { standings } of rows) {
    for (const { index } of shown) {
      cells[cell++] = codeOf(standings[index]);
    }
  }
  return {
    rows,
    columns,
    cells,
    rowBreaks: only ? [] : breaksOf(rows.map(({ stage }) => stage)),
    columnBreaks: breaksOf(columns.map(({ stage }) => stage)),
  };
}

/** How a use case stands in a criterion, both by their place in the heat map. */
export function standingAt(
  { cells, columns }: HeatMapModel,
  row: number,
  column: number,
): HeatMapStanding {
  return HEAT_MAP_STANDINGS[cells[row * columns.length + column]];
}

/** How many cells have each standing. */
export function countStandings({
  cells,
}: HeatMapModel): Record<HeatMapStanding, number> {
  const counts = HEAT_MAP_STANDINGS.map(() => 0);
  for (const code of cells) {
    counts[code] += 1;
  }
  const [met, unmet, unknown, waived, notJudged] = counts;
  return { met, unmet, unknown, waived, notJudged };
}
