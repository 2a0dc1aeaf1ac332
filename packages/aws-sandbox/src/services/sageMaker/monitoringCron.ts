import { AwsError } from '../../wire/AwsError';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** The hour at which SageMaker here executes what names none: it picks one. */
const PICKED_HOUR = 0;

/** When a schedule is executed. */
export type Cadence =
  /** Once, as soon as it is scheduled. */
  | { kind: 'once' }
  /** At these full hours of each day (UTC), in order. */
  | { kind: 'hours'; hours: number[] };

const EXPRESSION =
  /^cron\(0 (\*|(?<hour>[01]?\d|2[0-3])(\/(?<every>[1-9]|1\d|2[0-4]))?) \? \* \* \*\)$/;

/**
 * Reads a schedule expression: `cron(0 * ? * * *)` each hour, `cron(0 3 ? * * *)`
 * each day, `cron(0 0/6 ? * * *)` every six hours of the day, `NOW` once.
 *
 * @param expression - once a day when absent
 * @throws AwsError ValidationException
 */
export function readCadence(expression: string | undefined): Cadence {
  if (expression === undefined) {
    return { kind: 'hours', hours: [PICKED_HOUR] };
  }
  if (expression === 'NOW') {
    return { kind: 'once' };
  }
  const match = EXPRESSION.exec(expression);
  if (!match) {
    throw new AwsError(
      'ValidationException',
      `Invalid ScheduleExpression ${expression}: it is NOW, or at most hourly and at least daily, as in cron(0 * ? * * *), cron(0 3 ? * * *) or cron(0 0/6 ? * * *).`,
    );
  }
  const { hour, every } = match.groups ?? {};
  const first = Number(hour ?? 0);
  const step = hour === undefined ? 1 : Number(every ?? 24);
  const hours = Array.from({ length: 24 }, (_, index) => index).filter(
    each => each >= first && (each - first) % step === 0,
  );
  return { kind: 'hours', hours };
}

/**
 * The next moment at which hours of the day come round.
 *
 * @param after - milliseconds since 1970; the answer is later
 */
export function nextHour(hours: number[], after: number): number {
  for (let at = (Math.floor(after / HOUR) + 1) * HOUR; ; at += HOUR) {
    if (hours.includes((at % DAY) / HOUR)) {
      return at;
    }
  }
}

/** How long it takes until hours of the day have come round so many times, about: milliseconds. */
export function timeOf(hours: number[], times: number): number {
  return (times / hours.length) * DAY;
}
