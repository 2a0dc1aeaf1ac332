// The awsQuery protocol (STS, IAM, CloudFormation), seen from the server.
import type { NormalizedSchema } from '@smithy/core/schema';
import { readScalar } from './scalars';
import { element, escapeXml, xmlContent } from './xml';

const TEXT = Symbol('text of a field');

/** Form fields as a tree: `A.member.1=x` is `{ A: { member: { 1: 'x' } } }`. */
type Fields = { [name: string]: Fields } & { [TEXT]?: string };

function newFields(): Fields {
  return Object.create(null) as Fields;
}

function toFields(form: URLSearchParams): Fields {
  const root = newFields();
  for (const [path, text] of form) {
    let fields = root;
    for (const name of path.split('.')) {
      fields[name] ??= newFields();
      fields = fields[name];
    }
    fields[TEXT] = text;
  }
  return root;
}

function nameOf(schema: NormalizedSchema, name: string): string {
  const { xmlName } = schema.getMergedTraits();
  return typeof xmlName === 'string' ? xmlName : name;
}

/** Numbered fields in their order. */
function numbered(fields: Fields | undefined): Fields[] {
  return Object.entries(fields ?? {})
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);
}

function readList(schema: NormalizedSchema, fields: Fields): unknown[] {
  const item = schema.getValueSchema();
  const isFlat = Boolean(schema.getMergedTraits().xmlFlattened);
  return numbered(isFlat ? fields : fields[nameOf(item, 'member')]).map(each =>
    readValue(item, each),
  );
}

function readMap(
  schema: NormalizedSchema,
  fields: Fields,
): Record<string, unknown> {
  const isFlat = Boolean(schema.getMergedTraits().xmlFlattened);
  const key = nameOf(schema.getKeySchema(), 'key');
  const item = schema.getValueSchema();
  return Object.fromEntries(
    numbered(isFlat ? fields : fields.entry).map(entry => [
      entry[key]?.[TEXT] ?? '',
      readValue(item, entry[nameOf(item, 'value')] ?? newFields()),
    ]),
  );
}

function readStruct(
  schema: NormalizedSchema,
  fields: Fields,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const found = fields[nameOf(member, name)];
    if (found) {
      result[name] = readValue(member, found);
    }
  }
  return result;
}

function readValue(schema: NormalizedSchema, fields: Fields): unknown {
  if (schema.isListSchema()) {
    return readList(schema, fields);
  }
  if (schema.isMapSchema()) {
    return readMap(schema, fields);
  }
  if (schema.isStructSchema()) {
    return readStruct(schema, fields);
  }
  return readScalar(schema, fields[TEXT] ?? '');
}

/** Decodes a form-encoded request. */
export function decodeQuery(
  schema: NormalizedSchema,
  form: URLSearchParams,
): Record<string, unknown> {
  return schema.isStructSchema() ? readStruct(schema, toFields(form)) : {};
}

/** Encodes an answer as XML; what its schema does not have is left out. */
export function encodeQuery(
  operation: string,
  schema: NormalizedSchema,
  output: unknown,
  { requestId, namespace }: { requestId: string; namespace: string },
): string {
  const result = schema.isStructSchema()
    ? element(`${operation}Result`, xmlContent(schema, output))
    : '';
  return (
    `<${operation}Response xmlns="${namespace}">${result}` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>` +
    `</${operation}Response>`
  );
}

/** Encodes an error as XML. */
export function encodeQueryError(
  error: { name: string; message: string },
  status: number,
  { requestId, namespace }: { requestId: string; namespace: string },
): string {
  const type = status >= 500 ? 'Receiver' : 'Sender';
  return (
    `<ErrorResponse xmlns="${namespace}">` +
    `<Error><Type>${type}</Type><Code>${escapeXml(error.name)}</Code>` +
    `<Message>${escapeXml(error.message)}</Message></Error>` +
    `<RequestId>${requestId}</RequestId></ErrorResponse>`
  );
}
