// When a schedule expression comes round: rate(…), cron(…) and at(…), in a time zone.

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far ahead is looked for a day that fits. */
const HORIZON_DAYS = 5 * 366;

const UNITS = { minute: MINUTE, hour: HOUR, day: DAY };
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const WEEKDAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

/** How much further the clocks of a time zone are than those of UTC: milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const read = (type: string) =>
    Number(parts.find(part => part.type === type)?.value);
  const shown = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return shown - Math.floor(instant / 1000) * 1000;
}

/**
 * When the clocks of a time zone show a time.
 *
 * @param shown - what they show, as if it were UTC: milliseconds since 1970
 */
function instantOf(shown: number, timeZone: string): number {
  const guess = shown - offsetAt(shown, timeZone);
  // The guess is off by an hour on the day on which the clocks are changed.
  return shown - offsetAt(guess, timeZone);
}

/** One part of a field: `*`, `5`, `1-5`, `0/15`, `MON-FRI`. */
function readPart(
  part: string,
  [first, last]: [number, number],
  names: string[],
): number[] | undefined {
  const match = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
  if (!match) {
    return undefined;
  }
  const read = (text: string) => {
    const index = names.indexOf(text.toLocaleUpperCase('en-US'));
    return index < 0 ? Number(text) : index + first;
  };
  const [, from, to, step] = match;
  const isAll = from === '*' || from === '?';
  const start = isAll ? first : read(from);
  const isSingle = !isAll && step === undefined;
  const open = isSingle ? start : last;
  const end = to === undefined ? open : read(to);
  if (!(start >= first && end <= last && start <= end)) {
    return undefined;
  }
  const values: number[] = [];
  for (let value = start; value <= end; value += Number(step ?? 1)) {
    values.push(value);
  }
  return Number(step ?? 1) > 0 ? values : undefined;
}

function readField(
  text: string,
  range: [number, number],
  names: string[] = [],
): number[] | undefined {
  const parts = text.split(',').map(part => readPart(part, range, names));
  return parts.every(part => part !== undefined)
    ? [...new Set(parts.flat())].sort((a, b) => a - b)
    : undefined;
}

function nextCron(
  fields: string[],
  after: number,
  timeZone: string,
): number | undefined {
  const [minutes, hours, daysOfMonth, months, weekdays, years] = [
    readField(fields[0], [0, 59]),
    readField(fields[1], [0, 23]),
    readField(fields[2], [1, 31]),
    readField(fields[3], [1, 12], MONTHS),
    readField(fields[4], [1, 7], WEEKDAYS),
    readField(fields[5], [1970, 2199]),
  ];
  if (!minutes || !hours || !daysOfMonth || !months || !weekdays || !years) {
    return undefined;
  }
  const shown = after + offsetAt(after, timeZone);
  const today = Math.floor(shown / DAY) * DAY;
  for (let day = 0; day < HORIZON_DAYS; day += 1) {
    const start = today + day * DAY;
    const date = new Date(start);
    const fits =
      daysOfMonth.includes(date.getUTCDate()) &&
      months.includes(date.getUTCMonth() + 1) &&
      weekdays.includes(date.getUTCDay() + 1) &&
      years.includes(date.getUTCFullYear());
    const times = fits
      ? hours.flatMap(hour =>
          minutes.map(minute => start + hour * HOUR + minute * MINUTE),
        )
      : [];
    for (const time of times) {
      const instant = time > shown - DAY ? instantOf(time, timeZone) : 0;
      if (instant > after) {
        return instant;
      }
    }
  }
  return undefined;
}

/** A schedule as far as its times go. */
export interface Timing {
  expression: string;
  timezone: string;
  /** What a rate is counted from. */
  since: number;
}

/**
 * When a schedule comes round next.
 *
 * @param after - milliseconds since 1970; the answer is later
 * @returns undefined when it never does, and for the letters `L`, `W` and `#` of cron, which the sandbox does not know
 */
export function nextRun(
  { expression, timezone, since }: Timing,
  after: number,
): number | undefined {
  const [, kind, text] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'rate') {
    const [, count, unit] = /^(\d+) (minute|hour|day)s?$/.exec(text) ?? [];
    const period = Number(count) * UNITS[unit as keyof typeof UNITS];
    const past = Math.max(0, Math.floor((after - since) / period));
    return since + (past + 1) * period;
  }
  if (kind === 'at') {
    const instant = instantOf(Date.parse(`${text}Z`), timezone);
    return instant > after ? instant : undefined;
  }
  return kind === 'cron'
    ? nextCron(text.split(' '), after, timezone)
    : undefined;
}
