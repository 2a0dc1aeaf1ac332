import { ACCOUNT_CONCERNS } from '@mlops-portal/backstage-plugin-mlops-common';
import { ACCOUNT_COLLECTORS } from '.';

it('has one collector for each concern', () => {
  expect(ACCOUNT_COLLECTORS.map(({ concern }) => concern).sort()).toEqual(
    Object.keys(ACCOUNT_CONCERNS).sort(),
  );
});

it('only reads, and names each action once', () => {
  for (const { iamActions } of ACCOUNT_COLLECTORS) {
    expect(new Set(iamActions).size).toBe(iamActions.length);
    for (const action of iamActions) {
      expect(action).toMatch(/^[a-z]+:(List|Describe|Get)\w+$/);
    }
  }
});
