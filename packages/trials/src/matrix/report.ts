// What the matrix prints.
import { MOMENTS, verdict, type MatrixResult } from './matrix';

const CALL_WIDTH = 96;
const CELL_WIDTH = 8;

/** The table of calls × kinds of death, what is wrong, and the line that counts. */
export function matrixReport({ calls, cells, orphaned }: MatrixResult): {
  text: string;
  /** Whether nothing is wrong. */
  isOk: boolean;
} {
  const of = (key: string, moment: string) =>
    cells.find(cell => cell.call.key === key && cell.moment === moment)
      ?.outcome;
  const lines = [
    `${'call'.padEnd(CALL_WIDTH)}${MOMENTS.map(moment =>
      moment.padEnd(CELL_WIDTH),
    ).join('')}`,
  ];
  const tried = calls.filter(({ key }) =>
    MOMENTS.some(moment => of(key, moment)),
  );
  for (const { key, label } of tried) {
    const marks = MOMENTS.map(moment => {
      const outcome = of(key, moment);
      if (!outcome) {
        return '–';
      }
      return outcome.problems.length === 0 ? 'ok' : 'WRONG';
    });
    lines.push(
      `${label.slice(0, CALL_WIDTH - 2).padEnd(CALL_WIDTH)}${marks
        .map(mark => mark.padEnd(CELL_WIDTH))
        .join('')}`,
    );
  }
  const deaths = cells.flatMap(cell =>
    cell.outcome ? [{ ...cell, outcome: cell.outcome }] : [],
  );
  const wrong = deaths.filter(({ outcome }) => outcome.problems.length > 0);
  for (const { call, moment, outcome } of wrong) {
    lines.push('', `${moment} ${call.label} (${outcome.useCase}):`);
    lines.push(`  ${verdict(outcome)}`);
  }
  if (orphaned.length > 0) {
    lines.push('', ...orphaned.map(({ text }) => text));
  }
  const duplicates = [
    ...deaths.flatMap(({ outcome }) => outcome.problems),
    ...orphaned,
  ].reduce((sum, problem) => sum + problem.duplicates, 0);
  const failures = wrong.length + (orphaned.length > 0 ? 1 : 0);
  lines.push(
    '',
    'Left out: calls that only collect evidence (reader role), which no task waits for to be right.',
    `${tried.length} calls, ${deaths.length} deaths, ${duplicates} duplicates${
      failures > 0 ? `, ${failures} failures` : ''
    }`,
  );
  return { text: lines.join('\n'), isOk: failures === 0 };
}
