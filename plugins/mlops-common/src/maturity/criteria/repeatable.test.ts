import type { Evidence } from '../../evidence';
import { repeatableCriteria } from './repeatable';
import {
  domain,
  evidenceOf,
  project,
  snapshot,
  UNREADABLE,
} from './testEvidence';

const criteria = repeatableCriteria();

function judge(id: string, evidence: Evidence) {
  const criterion = criteria.find(entry => entry.id === `repeatable.${id}`);
  if (!criterion) {
    throw new Error(`no criterion ${id}`);
  }
  return criterion.judge(evidence);
}

describe('repeatable.dev-account', () => {
  it('is met by an active dev account and unmet without one', () => {
    expect(judge('dev-account', evidenceOf([snapshot('dev')])).verdict).toBe(
      'met',
    );
    expect(
      judge('dev-account', evidenceOf([snapshot('experimentation')])).verdict,
    ).toBe('unmet');
  });
});

describe('repeatable.studio-from-service-catalog', () => {
  it('is met by a domain that Service Catalog made', () => {
    expect(
      judge('studio-from-service-catalog', evidenceOf([snapshot('dev')]))
        .verdict,
    ).toBe('met');
  });

  it.each([
    ['made by hand', 'unmet', [domain({ throughServiceCatalog: false })]],
    [
      'of unknown origin',
      'unknown',
      [domain({ throughServiceCatalog: undefined })],
    ],
  ] as const)('takes a domain %s for %s', (_, verdict, domains) => {
    const evidence = evidenceOf([
      snapshot('dev', { studio: { domains: [...domains] } }),
    ]);
    expect(judge('studio-from-service-catalog', evidence).verdict).toBe(
      verdict,
    );
  });

  it('is unmet without a dev account', () => {
    expect(judge('studio-from-service-catalog', evidenceOf([])).verdict).toBe(
      'unmet',
    );
  });
});

describe('repeatable.project-from-library', () => {
  it('is met by a complete project of a library template', () => {
    const judgement = judge(
      'project-from-library',
      evidenceOf([snapshot('dev', { projects: [project()] })]),
    );
    expect(judgement.verdict).toBe('met');
    expect(judgement.facts[0].text).toBe(
      'Project churn-prediction in churn-prediction-dev is CreateCompleted, from train-and-register 1.0.0',
    );
  });

  it.each([
    ['still being created', project({ status: 'CreateInProgress' })],
    ['from elsewhere', project({ template: undefined })],
  ])('is unmet by a project %s', (_, found) => {
    expect(
      judge(
        'project-from-library',
        evidenceOf([snapshot('dev', { projects: [found] })]),
      ).verdict,
    ).toBe('unmet');
  });

  it('is unknown when an account cannot be read and no other has a project', () => {
    expect(
      judge(
        'project-from-library',
        evidenceOf([
          snapshot('experimentation'),
          snapshot('dev', { projects: UNREADABLE }),
        ]),
      ).verdict,
    ).toBe('unknown');
  });
});

it('lists what it cannot see as unknown, never as met or unmet', () => {
  const evidence = evidenceOf([snapshot('dev', { projects: [project()] })]);
  for (const id of [
    'repository',
    'training-pipeline',
    'experiments',
    'model-registry',
    'data-lake',
  ]) {
    expect(judge(id, evidence).verdict).toBe('unknown');
  }
});
