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

/** Shape of an exception's schema: `[-3, namespace, name, traits, memberNames, …]`. */
type ExceptionSchema = [-3, string, string, unknown, string[]];

/** Names of an exception's members and its HTTP status; undefined when the service does not model it. */
export function exceptionSchema(
  schemas: SchemaExports,
  exception: string,
): { members: string[]; status: number } | undefined {
  const schema = schemas[`${exception}$`];
  if (!Array.isArray(schema) || schema[0] !== -3) {
    return undefined;
  }
  const [, , , traits, members] = schema as ExceptionSchema;
  const hasStatus =
    typeof traits === 'object' && traits !== null && 'httpError' in traits;
  const isServer =
    typeof traits === 'object' &&
    traits !== null &&
    'error' in traits &&
    traits.error === 'server';
  if (hasStatus) {
    return { members, status: Number(traits.httpError) };
  }
  return { members, status: isServer ? 500 : 400 };
}

/** How many of the first members of a structure are required: the seventh entry of its schema. */
export function requiredCount(schema: NormalizedSchema): number {
  const raw: unknown = schema.getSchema();
  const count: unknown = Array.isArray(raw) ? raw[6] : undefined;
  return typeof count === 'number' ? count : 0;
}
