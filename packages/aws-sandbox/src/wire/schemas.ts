// Reads the Smithy schemas that the SDK's own clients export under `<Name>$`.
import { NormalizedSchema } from '@smithy/core/schema';

/** What an SDK client's package exports. */
export type SchemaExports = Record<string, unknown>;

/** Input and output of an operation. */
export interface OperationSchemas {
  input: NormalizedSchema;
  output: NormalizedSchema;
}

/** Wraps an exported schema, or the name of one that every service has (`unit`). */
export function schemaOf(schema: unknown): NormalizedSchema {
  return NormalizedSchema.of(
    schema as Parameters<typeof NormalizedSchema.of>[0],
  );
}

/** Shape of an operation schema: `[9, namespace, name, traits, input, output]`. */
type OperationSchema = [9, string, string, unknown, unknown, unknown];

/** Input and output schema of an operation; undefined when the service has none of this name. */
export function operationSchemas(
  schemas: SchemaExports,
  operation: string,
): OperationSchemas | undefined {
  const schema = schemas[`${operation}$`];
  if (!Array.isArray(schema) || schema[0] !== 9) {
    return undefined;
  }
  const [, , , , input, output] = schema as OperationSchema;
  const resolve = (of: unknown) =>
    schemaOf(typeof of === 'function' ? of() : of);
  return { input: resolve(input), output: resolve(output) };
}

/** The traits of an exported schema, its fourth entry. */
export function traitsOf(schema: unknown): Record<string, unknown> {
  const traits: unknown = Array.isArray(schema) ? schema[3] : undefined;
  return typeof traits === 'object' && traits !== null ? { ...traits } : {};
}

/** Names of all operations that a service has. */
export function operationNames(schemas: SchemaExports): string[] {
  return Object.values(schemas).flatMap(schema =>
    Array.isArray(schema) && schema[0] === 9 ? [String(schema[2])] : [],
  );
}

/** Shape of an exception's schema: `[-3, namespace, name, traits, memberNames, …]`. */
type ExceptionSchema = [-3, string, string, unknown, string[]];

/** What a service models of an exception. */
export interface ExceptionShape {
  /** What it is called on the wire: awsQuery has codes of its own for some. */
  code: string;
  members: string[];
  /** The HTTP status that the model gives it, if it does. */
  status?: number;
  /** Whose fault it is. */
  side: 'client' | 'server';
}

function isExceptionSchema(schema: unknown): schema is ExceptionSchema {
  return Array.isArray(schema) && schema[0] === -3;
}

function queryError(schema: ExceptionSchema): [string, number] | undefined {
  const { awsQueryError } = traitsOf(schema);
  return Array.isArray(awsQueryError)
    ? [String(awsQueryError[0]), Number(awsQueryError[1])]
    : undefined;
}

/**
 * An exception by the name of its shape or by its awsQuery code; undefined when
 * the service does not model it.
 */
export function exceptionSchema(
  schemas: SchemaExports,
  exception: string,
): ExceptionShape | undefined {
  const named = schemas[`${exception}$`];
  const schema = isExceptionSchema(named)
    ? named
    : Object.values(schemas)
        .filter(isExceptionSchema)
        .find(candidate => queryError(candidate)?.[0] === exception);
  if (!schema) {
    return undefined;
  }
  const [, , name, , members] = schema;
  const { httpError, error } = traitsOf(schema);
  const [code, queryStatus] = queryError(schema) ?? [name];
  const status = queryStatus ?? httpError;
  return {
    code,
    members,
    status: status === undefined ? undefined : Number(status),
    side: error === 'server' ? 'server' : 'client',
  };
}

/** How many of the first members of a structure are required: the seventh entry of its schema. */
export function requiredCount(schema: NormalizedSchema): number {
  const raw: unknown = schema.getSchema();
  const count: unknown = Array.isArray(raw) ? raw[6] : undefined;
  return typeof count === 'number' ? count : 0;
}

/** Names of the members of a structure that are required. */
export function requiredMembers(schema: NormalizedSchema): string[] {
  return schema.isStructSchema()
    ? [...schema.structIterator()]
        .slice(0, requiredCount(schema))
        .map(([name]) => name)
    : [];
}
