import { retirementProblem, useCaseRegistrationSchema } from './useCase';

describe('useCaseRegistrationSchema', () => {
  it('needs a name and an owner only', () => {
    expect(
      useCaseRegistrationSchema.parse({
        name: 'churn-prediction',
        owner: 'group:default/Pricing',
      }),
    ).toEqual({
      name: 'churn-prediction',
      title: '',
      description: '',
      owner: 'group:default/pricing',
    });
  });

  it('names each field at fault', () => {
    const { error } = useCaseRegistrationSchema.safeParse({
      name: 'Churn',
      owner: 'user:default/dana',
      colour: 'blue',
    });
    expect(error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [['name'], 'A use case name starts with a lowercase letter.'],
      [['owner'], expect.stringContaining('entity reference of a group')],
      [[], expect.stringContaining('colour')],
    ]);
  });
});

describe('retirementProblem', () => {
  const name = 'churn-prediction';
  const retiredBy = 'user:default/dana';

  it('has nothing against a use case that people work on', () => {
    expect(retirementProblem({ name })).toBeUndefined();
  });

  it('says since when a use case is being retired, and by whom', () => {
    expect(
      retirementProblem({
        name,
        retirementBegunAt: '2026-11-24T23:59:00.000Z',
        retiredBy,
      }),
    ).toBe(
      'The use case churn-prediction is being retired since 2026-11-24 by user:default/dana.',
    );
  });

  it('says when a use case was retired', () => {
    expect(
      retirementProblem({
        name,
        retirementBegunAt: '2026-11-24T23:59:00.000Z',
        retiredAt: '2026-11-25T00:10:00.000Z',
        retiredBy,
      }),
    ).toMatch(/^The use case churn-prediction was retired on 2026-11-25 by /);
  });
});
