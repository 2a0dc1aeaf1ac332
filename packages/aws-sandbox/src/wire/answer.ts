import type { Service } from '../services/Service';
import { AwsError } from './AwsError';
import { encodeJson, encodeJsonError } from './json';
import { encodeQuery, encodeQueryError } from './query';
import type { Route } from './route';
import { exceptionSchema } from './schemas';

/** An HTTP answer. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const CONTENT_TYPES = {
  awsJson1_1: 'application/x-amz-json-1.1',
  awsQuery: 'text/xml',
} as const;

function headers(
  protocol: Service['protocol'],
  requestId: string,
): Record<string, string> {
  return {
    'content-type': CONTENT_TYPES[protocol],
    'x-amzn-requestid': requestId,
  };
}

/** The answer of an operation that went well. */
export function toAnswer(
  { service, name, schemas }: Route,
  output: unknown,
  requestId: string,
): Answer {
  return {
    status: 200,
    headers: headers(service.protocol, requestId),
    body:
      service.protocol === 'awsQuery'
        ? encodeQuery(name, output, requestId)
        : encodeJson(schemas.output, output),
  };
}

/** The answer of an operation that AWS refuses; a service that nobody knows speaks JSON. */
export function toErrorAnswer(
  service: Service | undefined,
  error: AwsError,
  requestId: string,
): Answer {
  const protocol = service?.protocol ?? 'awsJson1_1';
  const modelled = service && exceptionSchema(service.schemas, error.name);
  const status = modelled?.status ?? error.status ?? 400;
  return {
    status,
    headers: {
      ...headers(protocol, requestId),
      'x-amzn-errortype': error.name,
    },
    body:
      protocol === 'awsQuery'
        ? encodeQueryError(error, status, requestId)
        : encodeJsonError(error, modelled?.members),
  };
}
