import type { Operation } from '../operation';
import { SERVICES } from '../services';
import type { Service } from '../services/Service';
import { AwsError } from './AwsError';
import { operationSchemas, type OperationSchemas } from './schemas';

/** Where a request goes. */
export interface Route {
  service: Service;
  name: string;
  operation: Operation;
  schemas: OperationSchemas;
  /** The input, not decoded yet. */
  input: { json: Record<string, unknown> } | { form: URLSearchParams };
}

function unknownOperation(service: Service | undefined, name: string) {
  const { signingName, schemas } = service ?? {};
  const exists = schemas && operationSchemas(schemas, name);
  return new AwsError(
    service?.protocol === 'awsQuery'
      ? 'InvalidAction'
      : 'UnknownOperationException',
    exists
      ? `The AWS sandbox does not know ${signingName}:${name}.`
      : `Could not find operation ${name || '(none)'}.`,
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

/** The service that a request is for, as far as it can be told; STS is the only one without a target. */
export function serviceOf(
  headers: Record<string, string | string[] | undefined>,
): Service | undefined {
  const target = headers['x-amz-target']?.toString();
  return SERVICES.find(service =>
    target === undefined
      ? service.protocol === 'awsQuery'
      : service.targetPrefix === target.split('.')[0],
  );
}

/**
 * Finds the operation that a request is for.
 *
 * @throws AwsError when there is none
 */
export function route(
  headers: Record<string, string | string[] | undefined>,
  body: string,
): Route {
  const service = serviceOf(headers);
  const form = new URLSearchParams(
    service?.protocol === 'awsQuery' ? body : '',
  );
  const name =
    headers['x-amz-target']?.toString().split('.')[1] ??
    form.get('Action') ??
    '';
  const operation =
    service && Object.hasOwn(service.operations, name)
      ? service.operations[name]
      : undefined;
  const schemas = service && operationSchemas(service.schemas, name);
  if (!service || !operation || !schemas) {
    throw unknownOperation(service, name);
  }
  return {
    service,
    name,
    operation,
    schemas,
    input:
      service.protocol === 'awsQuery'
        ? { form }
        : { json: parseJson(service, body) },
  };
}
