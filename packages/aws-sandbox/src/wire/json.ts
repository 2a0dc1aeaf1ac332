// The awsJson1_1 protocol, seen from the server, with the SDK's own codec.
import {
  JsonShapeDeserializer2,
  JsonShapeSerializer2,
} from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';

const EPOCH_SECONDS = 7;

const settings = {
  timestampFormat: { useTrait: true, default: EPOCH_SECONDS },
  jsonName: false,
} as const;

type Document = Parameters<JsonShapeDeserializer2['readObject']>[1];

/** Turns a parsed and validated request body into the operation's input. */
export function decodeJson(
  schema: NormalizedSchema,
  body: Record<string, unknown>,
): Record<string, unknown> {
  // An operation without input has no structure to read.
  return schema.isStructSchema()
    ? new JsonShapeDeserializer2(settings).readObject(schema, body as Document)
    : {};
}

/** Encodes an answer; what its schema does not have is left out. */
export function encodeJson(schema: NormalizedSchema, output: unknown): string {
  if (!schema.isStructSchema()) {
    return '{}';
  }
  const serializer = new JsonShapeSerializer2(settings);
  serializer.write(schema, output);
  return new TextDecoder().decode(serializer.flush());
}

/**
 * Encodes an error.
 *
 * @param members - the names of the exception's members, where the service models it
 */
export function encodeJsonError(
  error: { name: string; message: string; details: Record<string, unknown> },
  members: string[] = [],
): string {
  const messageKey = members.includes('Message') ? 'Message' : 'message';
  return JSON.stringify({
    __type: error.name,
    [messageKey]: error.message,
    ...Object.fromEntries(
      Object.entries(error.details).filter(([name]) => members.includes(name)),
    ),
  });
}
