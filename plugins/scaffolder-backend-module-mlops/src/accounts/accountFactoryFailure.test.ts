import { accountFactoryFailure, isBusy } from './accountFactoryFailure';

const ACCOUNT = { name: 'churn-dev', email: 'aws+churn-dev@example.com' };

describe('accountFactoryFailure', () => {
  it.each([
    [
      'The email address aws+churn-dev@example.com is already in use by an AWS account',
      'has this email address. Choose another use case name',
    ],
    [
      'AWS Organizations account limit exceeded',
      'as many accounts as its quota allows',
    ],
    [
      'The organizational unit Development is not registered with AWS Control Tower',
      'the platform team registers it',
    ],
    [
      'AWS Control Tower could not create the IAM Identity Center user',
      'mlops.accounts.controlTower.ssoUser',
    ],
    [
      'Your landing zone is not up to date',
      'updates or repairs the landing zone',
    ],
    [
      'User is not authorized to perform: controltower:CreateManagedAccount',
      'gives the provisioner role the portfolio of Account Factory',
    ],
    [
      'Something nobody has heard of',
      'looks at the provisioned product churn-dev in Service Catalog',
    ],
  ])('says what to do about: %s', (reason, advice) => {
    const { message } = accountFactoryFailure(ACCOUNT, reason);

    expect(message).toContain(
      `Control Tower could not create account churn-dev (aws+churn-dev@example.com): ${reason}. `,
    );
    expect(message).toContain(advice);
  });
});

describe('isBusy', () => {
  it.each([
    'Another operation is in progress on this account',
    'AWS Control Tower has reached the maximum number of concurrent operations in progress: limit 5',
    'ConcurrentModificationException: try again',
    'Rate exceeded',
  ])('waits out: %s', reason => {
    expect(isBusy(reason)).toBe(true);
  });

  it.each([
    'The email address is already in use by an AWS account',
    'AWS Organizations account limit exceeded',
  ])('does not wait out: %s', reason => {
    expect(isBusy(reason)).toBe(false);
  });
});
