import {
  ConstraintViolationException,
  CreateAccountFailureReason,
} from '@aws-sdk/client-organizations';
import { createAccountFailure, refusalAdvice } from './createAccountFailure';

const ACCOUNT = { name: 'churn-dev', email: 'aws+churn-dev@example.com' };

describe('createAccountFailure', () => {
  it.each(Object.values(CreateAccountFailureReason))(
    'knows what to do about %s',
    reason => {
      const { message } = createAccountFailure(ACCOUNT, reason);

      expect(message).toMatch(
        new RegExp(
          `^AWS could not create account churn-dev \\(aws\\+churn-dev@example\\.com\\): ${reason}\\. .+\\.$`,
        ),
      );
      expect(message).not.toContain('this portal does not know');
    },
  );

  it.each([undefined, 'SOMETHING_NEW'])(
    'says so when the reason is unknown: %s',
    reason => {
      expect(createAccountFailure(ACCOUNT, reason).message).toContain(
        `${reason ?? 'no reason given'}. AWS gives a reason this portal does not know`,
      );
    },
  );
});

describe('refusalAdvice', () => {
  function refusedFor(
    Reason: ConstraintViolationException['Reason'],
  ): ConstraintViolationException {
    return new ConstraintViolationException({
      message: 'No.',
      Reason,
      $metadata: {},
    });
  }

  it('knows the quota of accounts', () => {
    expect(
      refusalAdvice(refusedFor('ACCOUNT_NUMBER_LIMIT_EXCEEDED')),
    ).toContain('as many accounts as its quota allows');
  });

  it('leaves other refusals to speak for themselves', () => {
    expect(refusalAdvice(refusedFor('MAX_TAG_LIMIT_EXCEEDED'))).toBeUndefined();
    expect(refusalAdvice(new Error('No.'))).toBeUndefined();
  });
});
