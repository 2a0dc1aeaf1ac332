import {
  explainAwsError,
  explained,
  isThrottling,
  isTransient,
} from './errors';

const CONTEXT = { tried: 'create the account', on: 'churn-dev' };

/** An exception as the SDK throws it. */
function awsError(
  name: string,
  message: string,
  more: Record<string, unknown> = {},
): Error {
  return Object.assign(new Error(message), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode: 400, requestId: '3f1c-42' },
    ...more,
  });
}

/** An error of the network, as Node makes it. */
function networkError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

describe('explainAwsError', () => {
  it('says what was tried, on what, why it failed, what to do and the request id', () => {
    const { message } = explainAwsError(
      awsError('AccessDeniedException', 'User is not authorized.'),
      CONTEXT,
    );

    expect(message).toBe(
      'Could not create the account (churn-dev): AccessDeniedException: User is not authorized. ' +
        'The role of the portal lacks this permission: the platform team grants it. (AWS request 3f1c-42)',
    );
  });

  it.each([
    [
      'a role that is missing or does not trust the portal',
      awsError('AccessDenied', 'not authorized to perform: sts:AssumeRole'),
      'The role of the portal does not exist in that account, or does not trust the portal: the platform team deploys it.',
    ],
    [
      'throttling',
      awsError('ThrottlingException', 'Rate exceeded'),
      'It is a passing condition: try again, and it continues.',
    ],
    [
      'a failure on the side of AWS that has no name known here',
      awsError('SomethingNewException', 'Oh', { $fault: 'server' }),
      'It is a passing condition: try again, and it continues.',
    ],
    [
      'credentials that ran out',
      awsError('ExpiredTokenException', 'The security token is expired'),
      'The credentials of the portal ran out: check the aws section of the configuration.',
    ],
    [
      'credentials that ran out, in the words of STS',
      awsError('ExpiredToken', 'The security token is expired'),
      'The credentials of the portal ran out: check the aws section of the configuration.',
    ],
    [
      'credentials that AWS does not know',
      awsError('UnrecognizedClientException', 'The token is invalid'),
      'AWS does not know the credentials of the portal: check the aws section of the configuration.',
    ],
    [
      'an endpoint where nothing answers',
      networkError('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:4566'),
      'Nothing answers at that address: check mlops.aws.endpoint, and whether the sandbox runs.',
    ],
    [
      'a host name that is none',
      networkError('ENOTFOUND', 'getaddrinfo ENOTFOUND sts.nowhere'),
      'The name of the host cannot be resolved: check mlops.aws.region and mlops.aws.endpoint, and the network.',
    ],
  ])('advises on %s', (_case, error, advice) => {
    expect(explainAwsError(error, CONTEXT).message).toContain(advice);
  });

  it('names a failure of the network by its code', () => {
    const error = networkError(
      'ECONNREFUSED',
      'connect ECONNREFUSED 127.0.0.1:1',
    );

    expect(explainAwsError(error, CONTEXT).message).toBe(
      'Could not create the account (churn-dev): ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1. ' +
        'Nothing answers at that address: check mlops.aws.endpoint, and whether the sandbox runs.',
    );
  });

  it('prefers the advice of the caller, who knows more', () => {
    const { message } = explainAwsError(awsError('AccessDenied', 'No'), {
      ...CONTEXT,
      hint: 'Ask Noor.',
    });

    expect(message).toContain('AccessDenied: No. Ask Noor.');
    expect(message).not.toContain('platform team');
  });

  it('invents no advice where it has none', () => {
    const { message } = explainAwsError(
      awsError('InvalidInputException', 'Bad name.'),
      CONTEXT,
    );

    expect(message).toBe(
      'Could not create the account (churn-dev): InvalidInputException: Bad name. (AWS request 3f1c-42)',
    );
  });

  it('keeps the failure as the cause', () => {
    const cause = awsError('AccessDenied', 'No');

    expect(explainAwsError(cause, CONTEXT).cause).toBe(cause);
  });

  it('takes what is no error', () => {
    expect(explainAwsError('gone', CONTEXT).message).toBe(
      'Could not create the account (churn-dev): Error: gone.',
    );
  });

  it('leaves out the session token that AWS repeats when it refuses a signature', () => {
    const { message } = explainAwsError(
      awsError(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided.\n\n' +
          "The Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:FwoGZXIvYXdzEJr-secret'",
      ),
      CONTEXT,
    );

    expect(message).not.toContain('FwoGZXIvYXdzEJr-secret');
    expect(message).toBe(
      'Could not create the account (churn-dev): SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. ' +
        'AWS does not know the credentials of the portal: check the aws section of the configuration. (AWS request 3f1c-42)',
    );
  });
});

describe('isThrottling and isTransient', () => {
  it.each([
    ['TooManyRequestsException', true, true],
    ['ThrottlingException', true, true],
    ['Throttling', true, true],
    ['ConcurrentModificationException', false, true],
    ['TimeoutError', false, true],
    ['AccessDeniedException', false, false],
    ['InvalidInputException', false, false],
  ])('%s', (name, throttling, transient) => {
    const error = awsError(name, 'message');

    expect(isThrottling(error)).toBe(throttling);
    expect(isTransient(error)).toBe(transient);
  });

  it('counts a lost connection as passing', () => {
    expect(isTransient(networkError('ECONNRESET', 'socket hang up'))).toBe(
      true,
    );
  });

  it('does not count a mistake in the code as passing', () => {
    expect(isTransient(new TypeError('x is undefined'))).toBe(false);
    expect(isTransient('ThrottlingException')).toBe(false);
  });
});

describe('explained', () => {
  it('answers what the call answers', async () => {
    await expect(explained(CONTEXT, async () => 42)).resolves.toBe(42);
  });

  it('explains what the call throws', async () => {
    const call = async () => {
      throw awsError('AccessDenied', 'No');
    };

    await expect(explained(CONTEXT, call)).rejects.toThrow(
      'Could not create the account (churn-dev): AccessDenied: No.',
    );
  });

  it('lets an abort through as it is', async () => {
    const abort = Object.assign(new Error('Request aborted'), {
      name: 'AbortError',
    });

    await expect(
      explained(CONTEXT, async () => {
        throw abort;
      }),
    ).rejects.toBe(abort);
  });
});
