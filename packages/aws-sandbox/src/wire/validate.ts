import type { NormalizedSchema } from '@smithy/core/schema';
import { violations, type Constraints, type Violation } from './constraints';
import { requiredCount } from './schemas';

/** A word for the JSON type that a schema asks for, when the value is not of it. */
function wantedType(
  schema: NormalizedSchema,
  value: unknown,
): string | undefined {
  const want = (type: string, fits: boolean) => (fits ? undefined : type);
  if (schema.isStringSchema() || schema.isBlobSchema()) {
    return want(
      'a string',
      typeof value === 'string' || value instanceof Uint8Array,
    );
  }
  if (schema.isBooleanSchema()) {
    return want('a boolean', typeof value === 'boolean');
  }
  if (schema.isTimestampSchema()) {
    return want(
      'a timestamp',
      typeof value === 'number' || value instanceof Date,
    );
  }
  if (schema.isNumericSchema()) {
    return want('a number', typeof value === 'number');
  }
  if (schema.isListSchema()) {
    return want('a list', Array.isArray(value));
  }
  if (schema.isStructSchema() || schema.isMapSchema()) {
    return want(
      'an object',
      typeof value === 'object' && value !== null && !Array.isArray(value),
    );
  }
  return undefined;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function* look(
  schema: NormalizedSchema,
  constraints: Constraints,
  value: unknown,
  path: string,
): Generator<Violation> {
  const wanted = wantedType(schema, value);
  if (wanted) {
    yield {
      member: path,
      text: `Value at '${path || 'the request'}' failed to satisfy constraint: Member must be ${wanted}`,
    };
    return;
  }
  if (schema.isStructSchema()) {
    yield* lookAtMembers(
      schema,
      constraints,
      value as Record<string, unknown>,
      path,
    );
  } else if (schema.isListSchema()) {
    for (const [index, item] of (value as unknown[]).entries()) {
      yield* look(
        schema.getValueSchema(),
        constraints,
        item,
        `${path}[${index}]`,
      );
    }
  } else if (schema.isMapSchema()) {
    for (const [key, item] of Object.entries(value as object)) {
      yield* look(schema.getValueSchema(), constraints, item, `${path}.${key}`);
    }
  }
}

function* lookAtMembers(
  schema: NormalizedSchema,
  constraints: Constraints,
  members: Record<string, unknown>,
  path: string,
): Generator<Violation> {
  const required = requiredCount(schema);
  const ofStructure = constraints[schema.getName() ?? ''] ?? {};
  let index = 0;
  for (const [name, member] of schema.structIterator()) {
    const memberPath = path ? `${path}.${name}` : name;
    const value = members[name];
    if (isPresent(value)) {
      const before = wantedType(member, value);
      yield* look(member, constraints, value, memberPath);
      if (!before && ofStructure[name]) {
        yield* violations(ofStructure[name], memberPath, value);
      }
    } else if (index < required) {
      yield {
        member: memberPath,
        reason: 'INPUT_REQUIRED',
        text: `Value null at '${memberPath}' failed to satisfy constraint: Member must not be null`,
      };
    }
    index += 1;
  }
}

/**
 * What of an input AWS would refuse before it looks at anything else: missing
 * required members and wrong types, from the schema; lengths, ranges, patterns
 * and enumerations, from the constraints.
 */
export function validate(
  schema: NormalizedSchema,
  constraints: Constraints,
  input: unknown,
): Violation[] {
  return [...look(schema, constraints, input, '')];
}
