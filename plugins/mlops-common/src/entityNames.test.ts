import {
  accountEntityNames,
  projectEntityName,
  templateEntityName,
} from './entityNames';
import { snapshot } from './maturity/criteria/testEvidence';

function account(accountId: string, name: string, status = 'ACTIVE') {
  return snapshot('dev', { account: { accountId, name, status } }).account;
}

function namesOf(...accounts: ReturnType<typeof account>[]) {
  return [...accountEntityNames('churn-prediction', accounts).values()];
}

describe('accountEntityNames', () => {
  it('keeps the name that the portal gives', () => {
    expect(namesOf(account('111111111111', 'churn-prediction-dev'))).toEqual([
      'churn-prediction-dev',
    ]);
  });

  it('tells a closed account from the one that came after it', () => {
    expect(
      namesOf(
        account('111111111111', 'churn-prediction-dev', 'CLOSED'),
        account('222222222222', 'churn-prediction-dev'),
        account('333333333333', 'churn-prediction-dev'),
      ),
    ).toEqual([
      'churn-prediction-dev-111111111111',
      'churn-prediction-dev',
      'churn-prediction-dev-333333333333',
    ]);
  });

  it.each(['Churn (dev)', 'churn-dev', '😀'])(
    'gives an account that people called %s a name of its own',
    name => {
      expect(namesOf(account('111111111111', name))).toEqual([
        'churn-prediction-dev-111111111111',
      ]);
    },
  );

  it('stays within 63 characters', () => {
    const useCase = 'u'.repeat(31);
    const odd = snapshot('experimentation', {
      account: { accountId: '111111111111', name: 'Other' },
    }).account;
    const name = accountEntityNames(useCase, [odd]).get('111111111111');
    expect(name).toBe(`${useCase}-experimentation-111111111111`);
    expect(name?.length).toBeLessThanOrEqual(63);
  });
});

describe('projectEntityName', () => {
  it.each([
    ['churn-prediction', 'p-abc', 'churn-prediction-p-abc'],
    ['x'.repeat(80), 'p-abc', `${'x'.repeat(57)}-p-abc`],
    [`${'x'.repeat(56)}-yz`, 'p-abc', `${'x'.repeat(56)}-p-abc`],
  ])('of %s (%s) is %s', (name, projectId, expected) => {
    expect(projectEntityName({ name, projectId })).toBe(expected);
  });
});

describe('templateEntityName', () => {
  it.each([
    ['train-and-register', 'train-and-register'],
    ['Train_1.0', 'Train_1.0'],
    ['Train & register', 'Train-register-prod-abc'],
    ['  (draft)', 'draft-prod-abc'],
    ['模型', 'prod-abc'],
    ['', 'prod-abc'],
    ['n'.repeat(64), `${'n'.repeat(54)}-prod-abc`],
    ['churn-prediction-dev', 'churn-prediction-dev-prod-abc'],
    ['train-prod-111111111111', 'train-prod-111111111111-prod-abc'],
  ])('of %p is %s', (name, expected) => {
    expect(templateEntityName({ name, productId: 'prod-abc' })).toBe(expected);
  });
});
