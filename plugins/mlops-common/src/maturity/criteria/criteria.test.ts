import { ENVIRONMENTS } from '../../environment';
import type { Evidence } from '../../evidence';
import type { Judgement, Verdict } from '../types';
import { initialCases } from './cases/initial';
import { reliableCases } from './cases/reliable';
import { repeatableCases } from './cases/repeatable';
import { scalableCases } from './cases/scalable';
import type { Cases } from './cases/types';
import { defaultCriteria } from './index';
import {
  closed,
  completeEvidence,
  evidenceOf,
  NOTHING_READABLE,
  snapshot,
  UNREADABLE,
} from './testEvidence';

const criteria = defaultCriteria({
  guardRailPolicy: 'mlops-guardrails',
  timeToProductionTargetDays: 90,
});

const CASES: Cases = {
  ...initialCases,
  ...repeatableCases,
  ...reliableCases,
  ...scalableCases,
};

const TEMPLATES = ['create-use-case', 'deploy-studio'];

function judge(id: string, evidence: Evidence): Judgement {
  const criterion = criteria.find(entry => entry.id === id);
  if (!criterion) {
    throw new Error(`There is no criterion ${id}.`);
  }
  return criterion.judge(evidence);
}

function casesOf(verdict: Verdict): [string, string, Evidence][] {
  return Object.entries(CASES).flatMap(([id, cases]) =>
    Object.entries(cases[verdict]).map(
      ([matter, evidence]): [string, string, Evidence] => [
        id,
        matter,
        evidence,
      ],
    ),
  );
}

describe.each(['met', 'unmet', 'unknown'] as const)('%s', verdict => {
  it.each(casesOf(verdict))('%s by %s', (id, _, evidence) => {
    const { facts, remedy, ...judgement } = judge(id, evidence);

    expect(judgement).toEqual({
      verdict,
      reason: expect.stringMatching(/^[A-Z\d].+\.$/),
    });
    expect(facts.every(({ text }) => text.length > 0)).toBe(true);
    expect(remedy === undefined).toBe(verdict !== 'unmet');
  });

  it('is seen of every criterion', () => {
    expect([...new Set(casesOf(verdict).map(([id]) => id))].sort()).toEqual(
      criteria.map(({ id }) => id).sort(),
    );
  });
});

describe('takes no notice of closed accounts', () => {
  const cases = (['met', 'unmet', 'unknown'] as const)
    .flatMap(casesOf)
    .flatMap(([id, matter, evidence]) =>
      evidence.accounts.state === 'collected'
        ? [[id, matter, evidence, evidence.accounts.value] as const]
        : [],
    );

  it.each(cases)('%s beside %s', (id, _, evidence, accounts) => {
    const more = evidenceOf([...ENVIRONMENTS.map(closed), ...accounts]);
    expect(judge(id, { ...evidence, accounts: more.accounts }).verdict).toBe(
      judge(id, evidence).verdict,
    );
  });
});

it('meets all criteria with a use case that has everything', () => {
  const evidence = completeEvidence();
  expect(
    criteria.filter(({ id }) => judge(id, evidence).verdict !== 'met'),
  ).toEqual([]);
});

it('knows nothing when nothing could be read', () => {
  const verdicts = criteria.map(({ id }) => [
    id,
    judge(id, evidenceOf(UNREADABLE, { owner: UNREADABLE })).verdict,
  ]);
  expect(verdicts).toEqual(criteria.map(({ id }) => [id, 'unknown']));
});

it('finds nothing unmet of what accounts tell, when they tell nothing', () => {
  const evidence = evidenceOf(
    ENVIRONMENTS.map(environment => snapshot(environment, NOTHING_READABLE)),
    { dataLake: UNREADABLE },
  );
  expect(
    criteria.filter(({ id }) => judge(id, evidence).verdict === 'unmet'),
  ).toEqual([]);
});

it('shows what it saw, on what and when', () => {
  const evidence = completeEvidence();
  const facts = criteria
    .filter(({ id }) => !/owner|time-to-production/.test(id))
    .map(({ id }) => [id, judge(id, evidence).facts]);

  for (const [id, seen] of facts) {
    expect([id, seen]).toEqual([
      id,
      expect.arrayContaining([
        {
          text: expect.any(String),
          arn: expect.stringMatching(/^arn:aws:/),
          observedAt: expect.any(String),
        },
      ]),
    ]);
  }
});

it('offers only portal templates that there are, filled in for the use case', () => {
  const remedies = casesOf('unmet').flatMap(
    ([id, , evidence]) => judge(id, evidence).remedy ?? [],
  );
  const filledIn = remedies.filter(({ template }) => template);

  expect(filledIn.map(({ template }) => template)).toEqual(
    expect.arrayContaining(TEMPLATES),
  );
  for (const { template, values } of filledIn) {
    expect(TEMPLATES).toContain(template);
    expect([values?.name, values?.useCase]).toContain('churn-prediction');
  }
});

it('names itself after its stage, and says why it matters and on what it rests', () => {
  for (const { id, stage, title, why, source } of criteria) {
    expect(id.startsWith(`${stage}.`)).toBe(true);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(why).toMatch(/^[A-Z].+\.$/);
    expect(source).not.toBe('');
  }
});
