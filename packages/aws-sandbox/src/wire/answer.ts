import type { Service } from '../services/Service';
import { AwsError } from './AwsError';
import { encodeJson, encodeJsonError } from './json';
import { encodeQuery, encodeQueryError } from './query';
import { encodeRest, encodeRestXmlError, type RestAnswer } from './rest';
import type { Route } from './route';
import { exceptionSchema, traitsOf } from './schemas';

/** An HTTP answer. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

const CONTENT_TYPES = {
  awsJson1_1: 'application/x-amz-json-1.1',
  awsQuery: 'text/xml',
  restJson1: 'application/json',
  restXml: 'application/xml',
} as const;

function headers(
  protocol: Service['protocol'],
  requestId: string,
): Record<string, string> {
  return {
    'content-type': CONTENT_TYPES[protocol],
    'x-amzn-requestid': requestId,
    ...(protocol === 'restXml' && { 'x-amz-request-id': requestId }),
  };
}

function encode(
  { service, name, schemas }: Route,
  output: unknown,
  requestId: string,
): RestAnswer {
  const { protocol, xmlNamespace: namespace = '' } = service;
  if (protocol === 'awsJson1_1') {
    return { headers: {}, body: encodeJson(schemas.output, output) };
  }
  if (protocol === 'awsQuery') {
    const frame = { requestId, namespace };
    return {
      headers: {},
      body: encodeQuery(name, schemas.output, output, frame),
    };
  }
  return encodeRest(schemas.output, service, {
    ...(output as Record<string, unknown>),
  });
}

/** The answer of an operation that went well. */
export function toAnswer(
  found: Route,
  output: unknown,
  requestId: string,
): Answer {
  const { service, name } = found;
  const encoded = encode(found, output, requestId);
  const { http } = traitsOf(service.schemas[`${name}$`]);
  return {
    status: Array.isArray(http) ? Number(http[2]) : 200,
    headers: { ...headers(service.protocol, requestId), ...encoded.headers },
    body: encoded.body,
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
  const status =
    modelled?.status ??
    error.status ??
    (modelled?.side === 'server' ? 500 : 400);
  const { message, details } = error;
  let { name } = error;
  let body: string;
  if (protocol === 'awsQuery') {
    name = modelled?.code ?? name;
    const namespace = service?.xmlNamespace ?? '';
    body = encodeQueryError({ name, message }, status, {
      requestId,
      namespace,
    });
  } else if (protocol === 'restXml') {
    body = encodeRestXmlError({ name, message, details }, requestId);
  } else {
    body = encodeJsonError(error, modelled?.members);
  }
  return {
    status,
    headers: { ...headers(protocol, requestId), 'x-amzn-errortype': name },
    body,
  };
}
