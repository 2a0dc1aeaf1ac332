// What one HTTP request to AWS asks for, and in whose name.
import type { IncomingHttpHeaders } from 'node:http';

/** Who calls: a role in an account, under the name of a session. */
export interface CallerIdentity {
  accountId: string;
  /** Undefined for the access key that the portal starts from. */
  role?: string;
  session?: string;
  /** The person, as CloudTrail names them. */
  sourceIdentity?: string;
}

/** A call to AWS as it goes over the wire. */
export interface AwsCall {
  /** The signing name: `organizations`. */
  service: string;
  /** `CreateAccount`. */
  operation: string;
  input: Record<string, unknown>;
  /** For AssumeRole the role that is to be assumed; it says more than who asks. */
  caller: CallerIdentity;
  /** Milliseconds since 1970. */
  at: number;
  /** The HTTP status of AWS's answer, once there is one. */
  status?: number;
}

/** The callers behind the access keys that AssumeRole handed out. */
export type KnownKeys = Map<string, CallerIdentity>;

const CREDENTIAL = /Credential=([^/]+)\/[^/]+\/[^/]+\/([^/]+)\//;
const ROLE_ARN = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;

function inputOf(
  headers: IncomingHttpHeaders,
  body: string,
): Record<string, unknown> {
  const type = headers['content-type'] ?? '';
  if (type.includes('json')) {
    return JSON.parse(body || '{}') as Record<string, unknown>;
  }
  if (type.includes('x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  return {};
}

/** The caller that an AssumeRole request asks to become. */
function wantedCaller(input: Record<string, unknown>): CallerIdentity {
  const text = (name: string) =>
    input[name] === undefined ? undefined : String(input[name]);
  const [, accountId = '', role] = ROLE_ARN.exec(text('RoleArn') ?? '') ?? [];
  return {
    accountId,
    role,
    session: text('RoleSessionName'),
    sourceIdentity: text('SourceIdentity'),
  };
}

/**
 * Reads a request.
 *
 * @param start - who has an access key that nobody handed out
 */
export function readCall(
  request: {
    method: string;
    url: string;
    headers: IncomingHttpHeaders;
    body: string;
  },
  known: KnownKeys,
  start: CallerIdentity,
): AwsCall {
  const { method, url, headers, body } = request;
  const [, accessKeyId = '', service = 'unknown'] =
    CREDENTIAL.exec(headers.authorization ?? '') ?? [];
  const input = inputOf(headers, body);
  const { Action, Version, ...members } = input;
  const operation =
    headers['x-amz-target']?.toString().split('.')[1] ??
    (Action === undefined ? `${method} ${url.split('?')[0]}` : String(Action));
  return {
    service,
    operation,
    input: members,
    caller:
      operation === 'AssumeRole'
        ? wantedCaller(input)
        : (known.get(accessKeyId) ?? start),
    at: Date.now(),
  };
}

/** Remembers the access key of an answer to AssumeRole. */
export function learnKey(call: AwsCall, answer: string, known: KnownKeys) {
  const key = /<AccessKeyId>([^<]+)</.exec(answer)?.[1];
  if (call.operation === 'AssumeRole' && key) {
    known.set(key, call.caller);
  }
}
