import { ACCOUNT_IDS, PORTAL_CREDENTIALS, PORTAL_USER } from '../constants';
import type { Caller } from '../operation';
import type { Service } from '../services/Service';
import type { Session, State } from '../state/model';
import { AwsError } from '../wire/AwsError';
import {
  isSignedWith,
  parseAuthorization,
  type SignedRequest,
} from './signature';

/** The names that a protocol has for the same refusals; STS keeps those of the older one. */
const REFUSALS = {
  awsJson1_1: {
    missing: 'MissingAuthenticationTokenException',
    unknown: 'UnrecognizedClientException',
    expired: 'ExpiredTokenException',
    signature: 'InvalidSignatureException',
  },
  awsQuery: {
    missing: 'MissingAuthenticationToken',
    unknown: 'InvalidClientTokenId',
    expired: 'ExpiredToken',
    signature: 'SignatureDoesNotMatch',
  },
} as const;

function refuse(
  service: Service,
  why: keyof (typeof REFUSALS)['awsJson1_1'],
  message: string,
): AwsError {
  return new AwsError(REFUSALS[service.protocol][why], message, {}, 403);
}

function ofUser(region: string): Caller {
  return {
    accountId: ACCOUNT_IDS.management,
    arn: `arn:aws:iam::${ACCOUNT_IDS.management}:user/${PORTAL_USER}`,
    userId: 'AIDASANDBOXPORTAL000',
    region,
  };
}

function ofSession(session: Session, region: string): Caller {
  const { accountId, role, roleId, sessionName } = session;
  return {
    accountId,
    role,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`,
    userId: `${roleId}:${sessionName}`,
    region,
  };
}

/**
 * Finds out who calls, from the signature: the portal's IAM user, or a role
 * that was assumed in some account.
 *
 * @param now - milliseconds since 1970
 * @throws AwsError for credentials that are missing, unknown, expired or do not fit the signature
 */
export function authenticate(
  service: Service,
  state: State,
  request: SignedRequest,
  now: number,
): Caller {
  const authorization = parseAuthorization(
    request.headers.authorization?.toString(),
  );
  if (!authorization) {
    throw refuse(service, 'missing', 'Missing Authentication Token');
  }
  const { accessKeyId, region } = authorization;
  const token = request.headers['x-amz-security-token']?.toString();
  const invalid = () =>
    refuse(
      service,
      'unknown',
      'The security token included in the request is invalid.',
    );
  const session = state.sessions.find(
    candidate => candidate.accessKeyId === accessKeyId,
  );
  if (!session && accessKeyId !== PORTAL_CREDENTIALS.accessKeyId) {
    throw invalid();
  }
  if (token !== session?.sessionToken) {
    throw invalid();
  }
  if (session && session.expiresAt <= now) {
    throw refuse(
      service,
      'expired',
      'The security token included in the request is expired',
    );
  }
  const { secretAccessKey } = session ?? PORTAL_CREDENTIALS;
  if (authorization.service !== service.signingName) {
    throw refuse(
      service,
      'signature',
      `Credential should be scoped to correct service: '${service.signingName}'.`,
    );
  }
  if (!isSignedWith(secretAccessKey, authorization, request)) {
    throw refuse(
      service,
      'signature',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
  }
  return session ? ofSession(session, region) : ofUser(region);
}
