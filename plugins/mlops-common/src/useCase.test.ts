import { useCaseRegistrationSchema } from './useCase';

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
