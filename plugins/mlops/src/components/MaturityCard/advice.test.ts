import type { CriterionResult } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  evidenceOf,
  maturityOf,
  snapshotOf,
} from '../../__testUtils__/fixtures';
import { nextStep, staleReasons } from './advice';

const dev = evidenceOf([snapshotOf('experimentation'), snapshotOf('dev')]);

describe('nextStep', () => {
  it('is what a portal template mends, in the next stage', () => {
    const step = nextStep(maturityOf(evidenceOf([])));
    expect(step).toMatchObject({
      stage: 'initial',
      verdict: 'unmet',
      remedy: { template: 'create-use-case' },
    });
  });

  it('is preferably what a template mends, then what words mend, then the first', () => {
    const maturity = maturityOf(dev);
    const unmet = (
      id: string,
      remedy?: CriterionResult['remedy'],
    ): CriterionResult => ({
      ...maturity.stages[1].criteria[0],
      id,
      verdict: 'unmet',
      remedy,
    });
    const withCriteria = (criteria: CriterionResult[]) => ({
      ...maturity,
      stages: maturity.stages.map(result =>
        result.stage === maturity.nextStage ? { ...result, criteria } : result,
      ),
    });
    const plain = unmet('plain');
    const worded = unmet('worded', { text: 'Ask someone.' });
    const templated = unmet('templated', {
      text: 'Press it.',
      template: 'create-use-case',
    });

    expect(nextStep(withCriteria([plain, worded, templated]))?.id).toBe(
      'templated',
    );
    expect(nextStep(withCriteria([plain, worded]))?.id).toBe('worded');
    expect(nextStep(withCriteria([plain]))?.id).toBe('plain');
  });

  it('is nothing when all that is missing is unknown', () => {
    const maturity = maturityOf(
      evidenceOf({ state: 'unknown', reason: 'Access denied.' }),
    );
    expect(nextStep(maturity)).toBeUndefined();
  });
});

describe('staleReasons', () => {
  it('says each reason once, wherever it is', () => {
    const evidence = evidenceOf([
      snapshotOf('experimentation', {
        projects: {
          state: 'collected',
          value: [],
          observedAt: '2026-11-24T12:00:00.000Z',
          staleReason: 'Throttled.',
        },
      }),
      snapshotOf('dev', {
        studio: {
          state: 'collected',
          value: { domains: [], notebooks: [] },
          observedAt: '2026-11-24T12:00:00.000Z',
          staleReason: 'Throttled.',
        },
        projects: { state: 'unknown', reason: 'Never read.' },
      }),
    ]);
    expect(staleReasons(evidence)).toEqual(['Throttled.']);
  });

  it('is empty for fresh evidence and for none', () => {
    expect(staleReasons(dev)).toEqual([]);
    expect(staleReasons(undefined)).toEqual([]);
  });
});
