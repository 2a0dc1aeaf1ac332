import type { Caller } from '../operation';
import { findRole } from '../services/iam/roles';
import type { Service } from '../services/Service';
import type { State } from '../state/model';
import { withKey } from '../state/withKey';
import { AwsError } from '../wire/AwsError';
import {
  isSignedWith,
  parseAuthorization,
  type SignedRequest,
} from './signature';

const JSON_REFUSALS = {
  missing: 'MissingAuthenticationTokenException',
  unknown: 'UnrecognizedClientException',
  expired: 'ExpiredTokenException',
  signature: 'InvalidSignatureException',
} as const;

/** The names that a protocol has for the same refusals; STS and S3 keep those of the older ones. */
const REFUSALS = {
  awsJson1_1: JSON_REFUSALS,
  restJson1: JSON_REFUSALS,
  restXml: {
    missing: 'AccessDenied',
    unknown: 'InvalidAccessKeyId',
    expired: 'ExpiredToken',
    signature: 'SignatureDoesNotMatch',
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
  why: keyof typeof JSON_REFUSALS,
  message: string,
): AwsError {
  return new AwsError(REFUSALS[service.protocol][why], message, {}, 403);
}

/** Long-lived or temporary credentials, with who has them. */
interface Known {
  secretAccessKey: string;
  sessionToken?: string;
  expiresAt?: number;
  caller: Omit<Caller, 'region'>;
}

function ofUser(state: State, accessKeyId: string): Known | undefined {
  for (const user of state.users) {
    const key = user.accessKeys.find(({ id }) => id === accessKeyId);
    if (key) {
      const { accountId, arn, id: userId, name } = user;
      return {
        secretAccessKey: key.secret,
        caller: {
          accountId,
          arn,
          userId,
          principalArn: arn,
          name,
          accessKeyId,
        },
      };
    }
  }
  return undefined;
}

function ofSession(state: State, accessKeyId: string): Known | undefined {
  const [session] = withKey(state.sessions, 'accessKeyId', accessKeyId);
  if (!session) {
    return undefined;
  }
  const { accountId, role, roleId, sessionName } = session;
  return {
    ...session,
    caller: {
      accountId,
      role,
      arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`,
      userId: `${roleId}:${sessionName}`,
      principalArn:
        findRole(state, accountId, role)?.arn ??
        `arn:aws:iam::${accountId}:role/${role}`,
      name: sessionName,
      accessKeyId,
      session,
    },
  };
}

/**
 * Finds out who calls, from the signature: an IAM user, or a role that was
 * assumed in some account.
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
  const known = ofSession(state, accessKeyId) ?? ofUser(state, accessKeyId);
  if (!known || token !== known.sessionToken) {
    throw invalid();
  }
  if (known.expiresAt !== undefined && known.expiresAt <= now) {
    throw refuse(
      service,
      'expired',
      'The security token included in the request is expired',
    );
  }
  if (authorization.service !== service.signingName) {
    throw refuse(
      service,
      'signature',
      `Credential should be scoped to correct service: '${service.signingName}'.`,
    );
  }
  if (!isSignedWith(known.secretAccessKey, authorization, request)) {
    throw refuse(
      service,
      'signature',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
  }
  return { ...known.caller, region };
}
