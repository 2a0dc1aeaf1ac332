import {
  accountEmail,
  accountEmailProblem,
  accountName,
  DEFAULT_EMAIL_PATTERN,
  useCaseNameProblem,
} from './naming';

const naming = {
  emailPattern: DEFAULT_EMAIL_PATTERN,
  emailDomain: 'example.com',
};

describe('useCaseNameProblem', () => {
  it.each(['abc', 'churn-prediction', 'a1b', 'a'.repeat(31)])(
    'accepts %s',
    name => {
      expect(useCaseNameProblem(name)).toBeUndefined();
    },
  );

  it.each([
    ['ab', 'at least 3'],
    ['a'.repeat(32), 'this one has 32'],
    ['1abc', 'starts with a lowercase letter'],
    ['Churn', 'starts with a lowercase letter'],
    ['chUrn', 'only lowercase letters'],
    ['churn prediction', 'only lowercase letters'],
    ['churn_prediction', 'only lowercase letters'],
    ['churn-', 'ends with'],
  ])('says what is wrong with %s', (name, words) => {
    expect(useCaseNameProblem(name)).toContain(words);
  });
});

describe('names of accounts', () => {
  it('joins use case and environment', () => {
    expect(accountName('churn-prediction', 'dev')).toBe('churn-prediction-dev');
    expect(accountEmail(naming, 'churn-prediction', 'dev')).toBe(
      'aws+churn-prediction-dev@example.com',
    );
  });

  it('accepts 64 characters and refuses 65', () => {
    const email = (length: number) =>
      `${'a'.repeat(length - '@example.com'.length)}@example.com`;
    expect(accountEmailProblem(email(64))).toBeUndefined();
    expect(accountEmailProblem(email(65))).toContain('has 65 characters');
  });

  it('refuses what is no email address', () => {
    expect(accountEmailProblem('aws+a-dev@localhost')).toContain(
      'mlops.accounts.emailPattern',
    );
  });
});
