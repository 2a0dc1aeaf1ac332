import type { Stage } from '../stage';
import { configureCriteria } from './configure';
import { defaultCriteria } from './criteria';

const criteria = defaultCriteria({
  guardRailPolicy: 'mlops-guardrails',
  timeToProductionTargetDays: 90,
});

function configured(changes: {
  disabled?: string[];
  stages?: Record<string, Stage>;
}) {
  return configureCriteria(criteria, { disabled: [], stages: {}, ...changes });
}

describe('configureCriteria', () => {
  it('leaves everything as it is when nothing is said', () => {
    expect(configured({})).toEqual(criteria);
  });

  it('leaves out what is disabled', () => {
    const ids = configured({ disabled: ['reliable.bias-check'] }).map(
      ({ id }) => id,
    );
    expect(ids).toEqual(
      criteria.map(({ id }) => id).filter(id => id !== 'reliable.bias-check'),
    );
  });

  it('moves a criterion to another stage, among those of it', () => {
    const moved = configured({ stages: { 'reliable.audit-trail': 'initial' } });
    expect(
      moved.filter(({ stage }) => stage === 'initial').map(({ id }) => id),
    ).toContain('reliable.audit-trail');
    expect(moved.slice(0, 7).map(({ stage }) => stage)).toEqual(
      Array(7).fill('initial'),
    );
  });

  it.each([
    ['disabled', { disabled: ['reliable.vibes'] }],
    ['moved', { stages: { 'reliable.vibes': 'initial' as const } }],
  ])('refuses a criterion that is %s and that there is not', (_, changes) => {
    expect(() => configured(changes)).toThrow(
      /^There is no criterion reliable\.vibes; there are initial\./,
    );
  });

  it('refuses two criteria with one id', () => {
    expect(() =>
      configureCriteria([...criteria, criteria[0]], {
        disabled: [],
        stages: {},
      }),
    ).toThrow(
      'There are two criteria with the id initial.experimentation-account.',
    );
  });
});
