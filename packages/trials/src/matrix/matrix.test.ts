// A sample of the matrix; all of it is npm run crash-matrix.
import { MOMENTS, runMatrix, spread, verdict, type Cell } from './matrix';
import { matrixReport } from './report';

/** Calls that make something, in each step of the template. */
const CREATING =
  /CreateAccount .*-dev|MoveAccount .*{test}|ProvisionProduct as .*@experimentation|CreateProject/;

const MINUTES = 60_000;

function wrong(cells: Cell[]): string[] {
  return cells.flatMap(({ moment, call, outcome }) => {
    const text = outcome ? verdict(outcome) : 'not tried';
    return text === 'ok' ? [] : [`${moment} ${call.label}: ${text}`];
  });
}

describe('a portal that is killed while it creates a use case', () => {
  it(
    'starts again and ends with exactly what was asked for',
    async () => {
      const result = await runMatrix({
        pattern: CREATING,
        sample: 5,
        lanes: 2,
      });

      expect(wrong(result.cells)).toEqual([]);
      expect(result.orphaned).toEqual([]);
      expect(result.cells).toHaveLength(5);
    },
    10 * MINUTES,
  );

  it(
    'leaves its task to another replica, which does the same',
    async () => {
      const result = await runMatrix({
        pattern: /ProvisionProduct as .*@dev/,
        sample: 1,
        replicas: 2,
      });

      expect(wrong(result.cells)).toEqual([]);
      expect(result.orphaned).toEqual([]);
    },
    10 * MINUTES,
  );
});

describe('the report', () => {
  const call = { key: 'organizations:CreateAccount x', label: 'CreateAccount' };
  const outcome = { useCase: 'trial-2', problems: [], tookMs: 1, startMs: 1 };

  it('counts calls, deaths and duplicates', () => {
    const cells = MOMENTS.map(moment => ({ call, moment, outcome }));

    const { text, isOk } = matrixReport({ calls: [call], cells, orphaned: [] });

    expect(isOk).toBe(true);
    expect(text).toMatch(/CreateAccount +ok +ok/);
    expect(text).toMatch(/\n1 calls, 2 deaths, 0 duplicates$/);
  });

  it('fails when anything is double, and says what', () => {
    const text = 'dev: domains: 2 instead of 1';
    const cells: Cell[] = [
      { call, moment: 'before', outcome },
      {
        call,
        moment: 'after',
        outcome: { ...outcome, problems: [{ text, duplicates: 1 }] },
      },
    ];

    const report = matrixReport({
      calls: [call],
      cells,
      orphaned: [{ text: 'orphaned account x', duplicates: 1 }],
    });

    expect(report.isOk).toBe(false);
    expect(report.text).toMatch(/CreateAccount +ok +WRONG/);
    expect(report.text).toContain(text);
    expect(report.text).toMatch(
      /\n1 calls, 2 deaths, 2 duplicates, 2 failures$/,
    );
  });
});

describe('a sample', () => {
  it('is spread over all', () => {
    expect(spread([1, 2, 3, 4, 5], 3)).toEqual([1, 3, 5]);
    expect(spread([1, 2, 3], 1)).toEqual([2]);
    expect(spread([1, 2], 5)).toEqual([1, 2]);
    expect(spread([1, 2])).toEqual([1, 2]);
  });
});
