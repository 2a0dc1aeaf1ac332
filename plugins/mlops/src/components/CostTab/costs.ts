// Sums over what a use case costs. Days are `2026-11-25`, in UTC. Pure.
import type {
  Costs,
  Environment,
} from '@mlops-portal/backstage-plugin-mlops-common';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How many of the newest days a forecast takes the mean of. */
const FORECAST_DAYS = 7;

/** What a use case cost on a day. */
export type CostOfDay = Costs['days'][number];

function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Amounts as they are booked: no sum has more than cents. */
function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

function sum(days: readonly CostOfDay[]): number {
  return cents(days.reduce((total, { amount }) => total + amount, 0));
}

/** The days from one to another, both included. */
function between(
  days: readonly CostOfDay[],
  from: string,
  to: string,
): CostOfDay[] {
  return days.filter(({ day }) => day >= from && day <= to);
}

/** What environments cost in some time. */
export interface CostOfPeriod {
  /** The first day of it. */
  from: string;
  amount: number;
  environments: Partial<Record<Environment, number>>;
}

/**
 * Adds days up to periods that are counted back from the newest day that is
 * known. Days without costs are there, with nothing in them.
 *
 * @param until - the newest day that is known
 * @param length - days in a period: the first one may have fewer
 */
export function byPeriod(
  days: readonly CostOfDay[],
  until: string,
  length: number,
): CostOfPeriod[] {
  const first = days.at(0)?.day;
  const periods: CostOfPeriod[] = [];
  for (let end = until; first && end >= first; end = addDays(end, -length)) {
    const begin = addDays(end, 1 - length);
    const own = between(days, begin, end);
    const environments: CostOfPeriod['environments'] = {};
    for (const ofDay of own) {
      for (const [environment, amount] of Object.entries(
        ofDay.environments,
      ) as [Environment, number][]) {
        environments[environment] = cents(
          (environments[environment] ?? 0) + amount,
        );
      }
    }
    const from = begin < first ? first : begin;
    periods.unshift({ from, amount: sum(own), environments });
  }
  return periods;
}

/** How a month compares with the one before it. */
export interface MonthToDate {
  /** The month, by its first day. */
  month: string;
  /** What was spent from its first day to the newest day that is known. */
  spent: number;
  /** The month before, from its first day to the same day of the month, or to its last when it is shorter. */
  lastMonth: {
    until: string;
    /** Undefined when its first days are not known. */
    spent?: number;
  };
}

function firstOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/**
 * What was spent in a month so far, and in the month before to the same day.
 *
 * @param days - what is known, the oldest first
 * @param until - the newest day that is known, which decides the month
 */
export function monthToDate(
  days: readonly CostOfDay[],
  until: string,
): MonthToDate {
  const month = firstOfMonth(until);
  const endOfLast = addDays(month, -1);
  const lastBegan = firstOfMonth(endOfLast);
  const sameDay = `${endOfLast.slice(0, 8)}${until.slice(8)}`;
  const lastUntil = sameDay < endOfLast ? sameDay : endOfLast;
  const oldest = days.at(0)?.day;
  return {
    month,
    spent: sum(between(days, month, until)),
    lastMonth: {
      until: lastUntil,
      spent:
        oldest && oldest <= lastBegan
          ? sum(between(days, lastBegan, lastUntil))
          : undefined,
    },
  };
}

/** What a month will have cost when it goes on as it does. */
export interface Forecast {
  amount: number;
  /** The mean of a day that it rests on. */
  mean: number;
  /** How many days the mean is of. */
  days: number;
  /** How many days of the month are not known yet. */
  daysLeft: number;
}

/**
 * Expects that each day of the month which is not known yet costs the mean of
 * the newest seven days that are known; fewer when there are fewer.
 *
 * @param days - what is known, the oldest first; a day that is missing after the first one cost nothing
 * @param until - the newest day that is known; all of it has to be over
 * @returns undefined when nothing is known
 */
export function forecastMonth(
  days: readonly CostOfDay[],
  until: string,
): Forecast | undefined {
  const oldest = days.at(0)?.day;
  if (!oldest || oldest > until) {
    return undefined;
  }
  const known = (Date.parse(until) - Date.parse(oldest)) / DAY_MS + 1;
  const count = Math.min(FORECAST_DAYS, known);
  const mean = sum(between(days, addDays(until, 1 - count), until)) / count;
  const [year, month, day] = until.split('-').map(Number);
  const daysLeft = new Date(Date.UTC(year, month, 0)).getUTCDate() - day;
  const { spent } = monthToDate(days, until);
  return {
    amount: cents(spent + mean * daysLeft),
    mean: cents(mean),
    days: count,
    daysLeft,
  };
}
