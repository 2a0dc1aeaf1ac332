import { checkLocally, judgeNaming, openedForUseCase } from './nameCheck';

const existing = { owner: 'group:default/pricing', title: 'Churn prediction' };

describe('checkLocally', () => {
  it('knows the rules, and nothing else', () => {
    expect(checkLocally('')).toEqual({ state: 'empty' });
    expect(checkLocally('Churn')).toEqual({
      state: 'problem',
      message: 'A use case name starts with a lowercase letter.',
    });
    expect(checkLocally('churn-prediction')).toBeUndefined();
  });
});

describe('judgeNaming', () => {
  const naming = { name: 'churn-prediction', accounts: [] };

  it('tells free names from taken ones and from wrong ones', () => {
    expect(judgeNaming(naming, undefined)).toEqual({
      state: 'free',
      accounts: [],
    });
    expect(judgeNaming({ ...naming, existing }, undefined)).toEqual({
      state: 'taken',
      owner: 'group:default/pricing',
    });
    expect(judgeNaming({ ...naming, problem: 'Too long.' }, undefined)).toEqual(
      { state: 'problem', message: 'Too long.' },
    );
  });

  it('takes the use case that the form was opened for, and no other', () => {
    expect(judgeNaming({ ...naming, existing }, 'churn-prediction')).toEqual({
      state: 'exists',
      owner: 'group:default/pricing',
      accounts: [],
    });
    expect(judgeNaming({ ...naming, existing }, 'other')).toMatchObject({
      state: 'taken',
    });
  });
});

describe('openedForUseCase', () => {
  it.each([
    ['', undefined],
    ['?formData=%7B%22name%22%3A%22churn%22%7D', 'churn'],
    ['?formData=%7B%22name%22%3A1%7D', undefined],
    ['?formData=null', undefined],
    ['?formData=nonsense', undefined],
  ])('reads %p as %p', (search, name) => {
    expect(openedForUseCase(search)).toBe(name);
  });
});
