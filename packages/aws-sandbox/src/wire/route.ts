import { parseAuthorization, type SignedRequest } from '../access/signature';
import type { Operation } from '../operation';
import { SERVICES } from '../services';
import type { Service } from '../services/Service';
import { sts } from '../services/sts';
import { AwsError } from './AwsError';
import { decodeQuery } from './query';
import { decodeRest } from './rest';
import { matchRest, type Address } from './restRoutes';
import { operationSchemas, type OperationSchemas } from './schemas';

/** Where a request goes. */
export interface Route {
  service: Service;
  name: string;
  operation: Operation;
  schemas: OperationSchemas;
  /** The input, not validated yet; JSON not decoded either. */
  input: Record<string, unknown>;
}

function unknownOperation(
  service: Service | undefined,
  name: string,
): AwsError {
  const { signingName, schemas, protocol } = service ?? {};
  const exists = schemas && operationSchemas(schemas, name);
  const message = exists
    ? `The AWS sandbox does not know ${signingName}:${name}.`
    : `Could not find operation ${name || '(none)'}.`;
  if (protocol === 'restXml') {
    return new AwsError('NotImplemented', message, {}, 501);
  }
  return new AwsError(
    protocol === 'awsQuery' ? 'InvalidAction' : 'UnknownOperationException',
    message,
  );
}

function parseJson(service: Service, body: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body || '{}');
  } catch {
    // What is wrong with the bytes helps nobody: AWS does not say either.
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new AwsError(
      'SerializationException',
      `The request to ${service.signingName} is not a JSON object.`,
    );
  }
  return parsed as Record<string, unknown>;
}

/** The target of a request in awsJson1_1: service and operation. */
function targetOf(
  headers: SignedRequest['headers'],
): [prefix: string, operation: string] | undefined {
  const target = headers['x-amz-target']?.toString();
  if (target === undefined) {
    return undefined;
  }
  const dot = target.lastIndexOf('.');
  // Some clients write the namespace before it.
  const prefix = target.slice(0, Math.max(dot, 0)).split('.').at(-1) ?? '';
  return [prefix, target.slice(dot + 1)];
}

/**
 * The service that a request is for, as far as it can be told: by its target,
 * else by what it was signed for.
 */
export function serviceOf(
  headers: SignedRequest['headers'],
): Service | undefined {
  const target = targetOf(headers);
  if (target) {
    return SERVICES.find(({ targetPrefix }) => targetPrefix === target[0]);
  }
  const signed = parseAuthorization(headers.authorization?.toString());
  if (!signed) {
    // It could be for any of them, and all would refuse it in the same words.
    return sts;
  }
  return SERVICES.find(
    ({ targetPrefix, signingName }) =>
      targetPrefix === undefined && signingName === signed.service,
  );
}

function addressOf(service: Service, request: SignedRequest): Address {
  const [path, query = ''] = request.url.split('?');
  const host = request.headers.host?.toString() ?? '';
  return {
    method: request.method,
    query: new URLSearchParams(query),
    headers: request.headers,
    ...(service.locate?.(host, path) ?? { path, labels: {} }),
  };
}

interface Reading {
  name: string;
  read(schemas: OperationSchemas): Record<string, unknown>;
}

/** The name of the operation, and how to read its input. */
function reading(service: Service, request: SignedRequest): Reading {
  const { protocol } = service;
  if (protocol === 'awsQuery') {
    const form = new URLSearchParams(request.body.toString());
    return {
      name: form.get('Action') ?? '',
      read: ({ input }) => decodeQuery(input, form),
    };
  }
  if (protocol === 'awsJson1_1') {
    return {
      name: targetOf(request.headers)?.[1] ?? '',
      read: () => parseJson(service, request.body.toString()),
    };
  }
  const address = addressOf(service, request);
  const match = matchRest(service, address);
  return {
    name: match?.name ?? '',
    read: ({ input }) =>
      decodeRest(
        input,
        protocol,
        { ...address, labels: match?.labels ?? {} },
        request.body,
      ),
  };
}

/**
 * Finds the operation that a request is for.
 *
 * @throws AwsError when there is none
 */
export function route(request: SignedRequest): Route {
  const service = serviceOf(request.headers);
  if (!service) {
    throw unknownOperation(service, targetOf(request.headers)?.[1] ?? '');
  }
  const { name, read } = reading(service, request);
  const operation = Object.hasOwn(service.operations, name)
    ? service.operations[name]
    : undefined;
  const schemas = operationSchemas(service.schemas, name);
  if (!operation || !schemas) {
    throw unknownOperation(service, name);
  }
  return { service, name, operation, schemas, input: read(schemas) };
}
