import { isError } from '@backstage/errors';

const THROTTLING = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'RequestLimitExceeded',
]);

const TRANSIENT = new Set([
  'ConcurrentModificationException',
  'FinalizingOrganizationException',
  'ServiceException',
  'ServiceUnavailableException',
  'InternalServerException',
  'InternalFailure',
  'TimeoutError',
  'ETIMEDOUT',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
]);

const RAN_OUT =
  'The credentials of the portal ran out: check the aws section of the configuration.';

const NOT_KNOWN =
  'AWS does not know the credentials of the portal: check the aws section of the configuration.';

const NO_SUCH_HOST =
  'The name of the host cannot be resolved: check mlops.aws.region and mlops.aws.endpoint, and the network.';

const ADVICE: Record<string, string> = {
  AccessDeniedException:
    'The role of the portal lacks this permission: the platform team grants it.',
  AccessDenied:
    'The role of the portal does not exist in that account, or does not trust the portal: the platform team deploys it.',
  // STS has names of its own for what the other services call ...Exception.
  ExpiredToken: RAN_OUT,
  ExpiredTokenException: RAN_OUT,
  InvalidClientTokenId: NOT_KNOWN,
  UnrecognizedClientException: NOT_KNOWN,
  SignatureDoesNotMatch: NOT_KNOWN,
  InvalidSignatureException: NOT_KNOWN,
  ECONNREFUSED:
    'Nothing answers at that address: check mlops.aws.endpoint, and whether the sandbox runs.',
  ENOTFOUND: NO_SUCH_HOST,
  EAI_AGAIN: NO_SUCH_HOST,
};

const TRY_AGAIN = 'It is a passing condition: try again, and it continues.';

/** Whether AWS asked to slow down. */
export function isThrottling(error: unknown): boolean {
  return isError(error) && THROTTLING.has(error.name);
}

/** Whether the same call may succeed a moment later. */
export function isTransient(error: unknown): boolean {
  if (!isError(error)) {
    return false;
  }
  const code = typeof error.code === 'string' ? error.code : '';
  return (
    isThrottling(error) ||
    TRANSIENT.has(error.name) ||
    TRANSIENT.has(code) ||
    // The SDK's mark on failures of the service's own side, whatever their name.
    error.$fault === 'server'
  );
}

/**
 * What AWS says. A refused signature comes with the request it was made from,
 * session token and all: that part is for nobody's eyes.
 */
function publicMessage(error: unknown): string {
  const message = isError(error) ? error.message : String(error);
  return message
    .split('The Canonical String for this request')[0]
    .trim()
    .replace(/\.$/, '');
}

/**
 * Turns a failure of AWS into one a person can act on: what was tried, on what,
 * why it failed, what to do, and AWS's request id where there is one. The
 * failure itself is kept as the cause.
 *
 * @param tried - what was tried, to follow "Could not": `create the account`
 * @param on - what it was tried on: a name, an id
 * @param hint - what to do, where the caller knows better than the error's name
 * @param lasting - for what is kept: leaves out the request id, which is another one each time
 */
export function explainAwsError(
  error: unknown,
  context: { tried: string; on: string; hint?: string; lasting?: boolean },
): Error {
  const name = isError(error) ? error.name : 'Error';
  const code =
    isError(error) && typeof error.code === 'string' ? error.code : '';
  const message = publicMessage(error);
  const metadata = isError(error)
    ? (error.$metadata as { requestId?: string } | undefined)
    : undefined;
  const advice =
    context.hint ??
    ADVICE[name] ??
    ADVICE[code] ??
    (isTransient(error) ? TRY_AGAIN : undefined);
  const parts = [
    `Could not ${context.tried} (${context.on}): ${code || name}`,
    message && `: ${message}`,
    '.',
    advice && ` ${advice}`,
    !context.lasting &&
      metadata?.requestId &&
      ` (AWS request ${metadata.requestId})`,
  ];
  return new Error(parts.filter(Boolean).join(''), { cause: error });
}

/**
 * Runs a call to AWS; when it fails, throws what {@link explainAwsError} makes
 * of it. A call that was aborted throws as it is: nobody needs that explained.
 */
export async function explained<T>(
  context: { tried: string; on: string; hint?: string },
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isError(error) && error.name === 'AbortError') {
      throw error;
    }
    throw explainAwsError(error, context);
  }
}
