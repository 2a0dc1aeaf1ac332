import type {
  GetCostAndUsageRequest,
  GetCostAndUsageResponse,
  MetricValue,
  ResultByTime,
} from '@aws-sdk/client-cost-explorer';
import type { Call, Validated } from '../../operation';
import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';
import { accountCosts, costOf, type AccountCosts } from './costs';
import { fromDay, monthAfter, periodsIn, toDay, type Period } from './days';
import {
  readFilter,
  requireDimension,
  valueOf,
  type Cell,
  type Dimension,
  type Filter,
} from './filter';

const METRICS = ['UnblendedCost', 'AmortizedCost'];

/** How many months Cost Explorer looks back, beside the one under way. */
const MONTHS = 13;

/** How many groups a page has; the caller cannot say. */
const PAGE_SIZE = 5000;

/** How long it takes until a day's costs are final. */
const FINAL_AFTER = 3 * 24 * 60 * 60 * 1000;

function refuse(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function readPeriods(
  { TimePeriod, Granularity }: Validated<GetCostAndUsageRequest>,
  now: number,
): Period[] {
  const start = fromDay(TimePeriod.Start);
  const end = fromDay(TimePeriod.End);
  if (Number.isNaN(start) || Number.isNaN(end)) {
    throw refuse('Start and end have to be days of the calendar.');
  }
  if (start >= end) {
    throw refuse('Start date (and hour) should be before end date (and hour)');
  }
  if (start < monthAfter(now, -MONTHS)) {
    throw refuse(
      "You haven't enabled historical data beyond 14 months in Cost Explorer Settings.",
    );
  }
  if (end > monthAfter(now, 1)) {
    throw refuse('end date past the beginning of next month');
  }
  if (Granularity === 'HOURLY') {
    throw refuse(
      'Hourly granularity is not enabled in Cost Explorer Settings.',
    );
  }
  return periodsIn({ start, end }, Granularity);
}

function readGroups({
  GroupBy = [],
}: Validated<GetCostAndUsageRequest>): Dimension[] {
  return GroupBy.map(({ Type, Key }) => {
    if (Type !== 'DIMENSION') {
      throw refuse(`The AWS sandbox groups by DIMENSION, not by ${Type}.`);
    }
    return requireDimension(Key);
  });
}

function readMetrics({ Metrics }: Validated<GetCostAndUsageRequest>): string[] {
  const unknown = Metrics.find(metric => !METRICS.includes(metric));
  if (unknown) {
    throw refuse(
      `The AWS sandbox knows the metrics ${METRICS.join(' and ')}, not ${unknown}.`,
    );
  }
  return Metrics;
}

/** The accounts whose costs somebody sees: all those of the organization from its management account, else their own. */
function visibleAccounts({ state, caller }: Call): AccountCosts[] {
  const all = accountCosts(state);
  return [...all.values()].filter(
    ({ accountId }) =>
      caller.accountId === state.organization.managementAccountId ||
      caller.accountId === accountId,
  );
}

/** Costs that make one figure, or part of one. */
type Part = Cell & { account: AccountCosts };

/** Something of a period: all of it, or a group. */
interface Row {
  period: Period;
  /** Absent when nothing is grouped. */
  keys?: string[];
  parts: Part[];
}

function partsOf(
  account: AccountCosts,
  period: Period,
  withServices: boolean,
): Part[] {
  const { accountId, items, since } = account;
  if (since >= period.end) {
    return [];
  }
  if (!withServices) {
    return [{ account, accountId }];
  }
  const services = new Set(
    items.flatMap(({ from, service }) => (from < period.end ? [service] : [])),
  );
  return [...services].map(service => ({ account, accountId, service }));
}

function rowsIn(
  period: Period,
  accounts: AccountCosts[],
  groups: Dimension[],
  filter: Filter,
): Row[] {
  const withServices = [...groups, ...filter.dimensions].includes('SERVICE');
  const parts = accounts
    .flatMap(account => partsOf(account, period, withServices))
    .filter(filter.test);
  if (groups.length === 0) {
    return [{ period, parts }];
  }
  const rows = new Map<string, Row & { keys: string[] }>();
  for (const part of parts) {
    const keys = groups.map(dimension => valueOf(part, dimension));
    const row = rows.get(keys.join('\n')) ?? { period, keys, parts: [] };
    row.parts.push(part);
    rows.set(keys.join('\n'), row);
  }
  return [...rows.values()];
}

/** Nothing is amortized here, as nothing is paid in advance: all metrics are the same. */
function toMetrics(
  call: Call,
  { period, parts }: Row,
  metrics: string[],
): Record<string, MetricValue> {
  const amount = parts.reduce(
    (sum, { account, service }) => sum + costOf(call, account, period, service),
    0,
  );
  return Object.fromEntries(
    metrics.map(name => [name, { Amount: amount.toFixed(10), Unit: 'USD' }]),
  );
}

function toResults(call: Call, rows: Row[], metrics: string[]): ResultByTime[] {
  const results = new Map<number, ResultByTime & { Groups: object[] }>();
  for (const row of rows) {
    const { start, end } = row.period;
    const result = results.get(start) ?? {
      TimePeriod: { Start: toDay(start), End: toDay(end) },
      Total: {},
      Groups: [],
      Estimated: end > call.now - FINAL_AFTER,
    };
    const figures = toMetrics(call, row, metrics);
    if (row.keys) {
      result.Groups.push({ Keys: row.keys, Metrics: figures });
    } else {
      result.Total = figures;
    }
    results.set(start, result);
  }
  return [...results.values()];
}

/** What accounts cost, by day or month, in all or by account and service. */
export function getCostAndUsage(
  input: Validated<GetCostAndUsageRequest>,
  call: Call,
): GetCostAndUsageResponse {
  const { NextPageToken, ...question } = input;
  const periods = readPeriods(input, call.now);
  const groups = readGroups(input);
  const metrics = readMetrics(input);
  const filter: Filter = input.Filter
    ? readFilter(input.Filter)
    : { dimensions: [], test: () => true };
  const accounts = visibleAccounts(call);
  const { page, nextToken } = paginate(
    periods.flatMap(period => rowsIn(period, accounts, groups, filter)),
    {
      token: NextPageToken,
      size: undefined,
      defaultSize: PAGE_SIZE,
      question,
      invalidToken: () =>
        new AwsError(
          'InvalidNextTokenException',
          'The pagination token is invalid. Try again without a pagination token.',
        ),
    },
  );
  const shown = new Set(
    page.flatMap(({ parts }) => parts.map(({ account }) => account)),
  );
  return {
    NextPageToken: nextToken,
    GroupDefinitions: input.GroupBy,
    ResultsByTime: toResults(call, page, metrics),
    DimensionValueAttributes: groups.includes('LINKED_ACCOUNT')
      ? [...shown].map(({ accountId, name }) => ({
          Value: accountId,
          Attributes: { description: name },
        }))
      : [],
  };
}
