// The awsQuery protocol of STS, seen from the server.
import type { NormalizedSchema } from '@smithy/core/schema';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

function readScalar(schema: NormalizedSchema, text: string): unknown {
  if (schema.isNumericSchema()) {
    const number = Number(text);
    // Left as it is, so that validation can say what is wrong with it.
    return Number.isNaN(number) || text.trim() === '' ? text : number;
  }
  if (schema.isBooleanSchema() && /^(true|false)$/.test(text)) {
    return text === 'true';
  }
  return text;
}

function readMember(
  schema: NormalizedSchema,
  form: URLSearchParams,
  path: string,
): unknown {
  if (schema.isListSchema()) {
    const items: unknown[] = [];
    for (let index = 1; ; index += 1) {
      const itemPath = `${path}.member.${index}`;
      const hasItem = [...form.keys()].some(
        key => key === itemPath || key.startsWith(`${itemPath}.`),
      );
      if (!hasItem) {
        return items.length > 0 ? items : undefined;
      }
      items.push(readMember(schema.getValueSchema(), form, itemPath));
    }
  }
  if (schema.isStructSchema()) {
    return readStruct(schema, form, path);
  }
  const text = form.get(path);
  return text === null ? undefined : readScalar(schema, text);
}

function readStruct(
  schema: NormalizedSchema,
  form: URLSearchParams,
  path: string,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const value = readMember(member, form, path ? `${path}.${name}` : name);
    if (value !== undefined) {
      result[name] = value;
    }
  }
  return result;
}

function writeValue(value: unknown): string {
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (Array.isArray(value)) {
    return value.map(item => `<member>${writeValue(item)}</member>`).join('');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `<${name}>${writeValue(member)}</${name}>`)
      .join('');
  }
  return escapeXml(String(value));
}

/** Decodes a form-encoded request. */
export function decodeQuery(
  schema: NormalizedSchema,
  form: URLSearchParams,
): Record<string, unknown> {
  return schema.isStructSchema() ? readStruct(schema, form, '') : {};
}

/** Encodes an answer as XML. */
export function encodeQuery(
  operation: string,
  output: unknown,
  requestId: string,
): string {
  return (
    `<${operation}Response xmlns="${NAMESPACE}">` +
    `<${operation}Result>${writeValue(output)}</${operation}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>` +
    `</${operation}Response>`
  );
}

/** Encodes an error as XML. */
export function encodeQueryError(
  error: { name: string; message: string },
  status: number,
  requestId: string,
): string {
  const type = status >= 500 ? 'Receiver' : 'Sender';
  return (
    `<ErrorResponse xmlns="${NAMESPACE}">` +
    `<Error><Type>${type}</Type><Code>${escapeXml(error.name)}</Code>` +
    `<Message>${escapeXml(error.message)}</Message></Error>` +
    `<RequestId>${requestId}</RequestId></ErrorResponse>`
  );
}
