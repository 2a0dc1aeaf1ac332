import type { Stage } from '../stage';
import { bottlenecks } from './bottlenecks';
import { evidenceOf } from './criteria/testEvidence';
import { evaluateMaturity, missingCriteria } from './evaluate';
import type { Verdict } from './types';
import type { Waiver } from './waiver';

const STAGE_OF: Record<string, Stage> = {
  account: 'initial',
  studio: 'initial',
  pipeline: 'repeatable',
  registry: 'repeatable',
  monitor: 'reliable',
};

/** What a use case lacks that meets all but some criteria. */
function useCase(verdicts: Record<string, Verdict>, waivers: Waiver[] = []) {
  const maturity = evaluateMaturity({
    evidence: evidenceOf([]),
    criteria: Object.entries(STAGE_OF).map(([id, stage]) => ({
      id,
      stage,
      title: `The ${id} is there`,
      why: '',
      source: '',
      judge: () => ({ verdict: verdicts[id] ?? 'met', reason: '', facts: [] }),
    })),
    waivers,
    evaluatedAt: new Date('2026-11-24T12:00:00.000Z'),
  });
  return missingCriteria(maturity);
}

describe('bottlenecks', () => {
  it('has none without use cases', () => {
    expect(bottlenecks([])).toEqual([]);
  });

  it('counts what keeps use cases from their next stage, most first', () => {
    expect(
      bottlenecks([
        useCase({ account: 'unmet', studio: 'unknown' }),
        useCase({ studio: 'unmet' }),
        useCase({ pipeline: 'unmet', registry: 'unmet' }),
        useCase({ registry: 'unmet' }),
        useCase({ registry: 'unknown' }),
      ]),
    ).toEqual([
      {
        id: 'registry',
        stage: 'repeatable',
        title: 'The registry is there',
        unmet: 2,
        unknown: 1,
        alone: 2,
      },
      expect.objectContaining({ id: 'studio', unmet: 1, unknown: 1, alone: 1 }),
      expect.objectContaining({ id: 'account', unmet: 1, alone: 0 }),
      expect.objectContaining({ id: 'pipeline', unmet: 1, unknown: 0 }),
    ]);
  });

  it('leaves out what is above the next stage', () => {
    const found = bottlenecks([
      useCase({ pipeline: 'unmet', monitor: 'unmet' }),
    ]);
    expect(found.map(({ id }) => id)).toEqual(['pipeline']);
  });

  it('leaves out what is waived', () => {
    const waiver = {
      criterion: 'pipeline',
      reason: 'It comes with the next release.',
      until: '2026-12-31',
      author: 'user:default/ada',
      createdAt: '2026-11-01T00:00:00.000Z',
    };
    const found = bottlenecks([
      useCase({ pipeline: 'unmet', registry: 'unmet' }, [waiver]),
    ]);
    expect(found.map(({ id }) => id)).toEqual(['registry']);
  });
});
