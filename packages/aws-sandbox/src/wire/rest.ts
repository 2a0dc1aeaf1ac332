// The protocols restXml (S3) and restJson1 (RAM), seen from the server.
import { parseXML } from '@aws-sdk/xml-builder';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from './AwsError';
import { fromAwsChunks, isAwsChunked } from './awsChunked';
import { encodeJson } from './json';
import type { Address } from './restRoutes';
import { readScalar } from './scalars';
import { element, escapeXml, xmlContent, xmlMember } from './xml';

type Headers = Record<string, string>;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textHeaders(headers: Address['headers']): Headers {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value.toString()]],
    ),
  );
}

function withPrefix(headers: Headers, prefix: string): Headers | undefined {
  const found = Object.entries(headers)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value]);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

/** Reads a value out of parsed XML. */
function fromXml(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isStructSchema()) {
    const members = isRecord(value) ? value : {};
    return Object.fromEntries(
      [...schema.structIterator()].flatMap(([name, member]) => {
        const { xmlName } = member.getMergedTraits();
        const found = members[typeof xmlName === 'string' ? xmlName : name];
        return found === undefined ? [] : [[name, fromXml(member, found)]];
      }),
    );
  }
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const traits = item.getMergedTraits();
    const name = typeof traits.xmlName === 'string' ? traits.xmlName : 'member';
    const isFlat = Boolean(schema.getMergedTraits().xmlFlattened);
    const items = isFlat || !isRecord(value) ? value : value[name];
    return (Array.isArray(items) ? items : [items]).map(each =>
      fromXml(item, each),
    );
  }
  return readScalar(schema, String(value));
}

function parseXmlBody(body: Buffer): unknown {
  try {
    const root: unknown = parseXML(body.toString());
    return isRecord(root) ? Object.values(root)[0] : undefined;
  } catch {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
}

function parseJsonBody(body: Buffer): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString() || '{}');
  } catch {
    // Answered below, as everything else that is no object is.
  }
  if (!isRecord(parsed)) {
    throw new AwsError(
      'SerializationException',
      'The request is not a JSON object.',
    );
  }
  return parsed;
}

function readPayload(member: NormalizedSchema, body: Buffer): unknown {
  if (member.isStructSchema()) {
    return body.length > 0 ? fromXml(member, parseXmlBody(body)) : undefined;
  }
  return member.isStringSchema() ? body.toString() : new Uint8Array(body);
}

/** Body and headers as they were before the client cut the body into chunks. */
function unchunk(
  headers: Headers,
  body: Buffer,
): { headers: Headers; body: Buffer } {
  if (!isAwsChunked(headers)) {
    return { headers, body };
  }
  const whole = fromAwsChunks(body);
  const expected = headers['x-amz-decoded-content-length'];
  if (!whole || String(whole.body.length) !== expected) {
    throw new AwsError(
      'IncompleteBody',
      'You did not provide the number of bytes specified by the x-amz-decoded-content-length HTTP header',
    );
  }
  const encoding = (headers['content-encoding'] ?? '')
    .split(',')
    .map(each => each.trim())
    .filter(each => each && each !== 'aws-chunked')
    .join(',');
  const { 'content-encoding': _chunked, ...others } = headers;
  return {
    headers: {
      ...others,
      ...whole.trailers,
      'content-length': expected,
      ...(encoding && { 'content-encoding': encoding }),
    },
    body: whole.body,
  };
}

/**
 * Reads an operation's input out of path, query string, headers and body.
 *
 * @throws AwsError for a body that cannot be read
 */
export function decodeRest(
  schema: NormalizedSchema,
  protocol: 'restJson1' | 'restXml',
  address: Address,
  sentBody: Buffer,
): Record<string, unknown> {
  const { headers, body } = unchunk(textHeaders(address.headers), sentBody);
  const result: Record<string, unknown> = {};
  const inBody: string[] = [];
  if (!schema.isStructSchema()) {
    return result;
  }
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    let text: string | null | undefined;
    if (traits.httpLabel) {
      text = address.labels[name];
    } else if (typeof traits.httpQuery === 'string') {
      text = address.query.get(traits.httpQuery);
    } else if (typeof traits.httpHeader === 'string') {
      text = headers[traits.httpHeader.toLocaleLowerCase('en-US')];
    } else if (typeof traits.httpPrefixHeaders === 'string') {
      result[name] = withPrefix(headers, traits.httpPrefixHeaders);
    } else if (traits.httpPayload) {
      result[name] = readPayload(member, body);
    } else {
      inBody.push(name);
    }
    if (text !== undefined && text !== null) {
      result[name] = readScalar(member, text);
    }
  }
  if (inBody.length > 0) {
    const members =
      protocol === 'restJson1'
        ? parseJsonBody(body)
        : (fromXml(schema, parseXmlBody(body)) as Record<string, unknown>);
    for (const name of inBody) {
      result[name] = members[name];
    }
  }
  return result;
}

/** An answer of these protocols. */
export interface RestAnswer {
  headers: Headers;
  body: string | Uint8Array;
}

function headerText(member: NormalizedSchema, value: unknown): string {
  if (value instanceof Date) {
    return member.getMergedTraits().timestampFormat === undefined
      ? value.toUTCString()
      : value.toISOString();
  }
  return String(value);
}

function writePayload(
  member: NormalizedSchema,
  value: unknown,
): string | Uint8Array {
  if (value instanceof Uint8Array) {
    return value;
  }
  const content = xmlContent(member, value ?? '');
  return member.isStructSchema()
    ? element(member.getName() ?? '', content)
    : content;
}

/** Encodes an answer; what its schema does not have is left out. */
export function encodeRest(
  schema: NormalizedSchema,
  { protocol, xmlNamespace }: { protocol: string; xmlNamespace?: string },
  output: Record<string, unknown>,
): RestAnswer {
  if (!schema.isStructSchema()) {
    return { headers: {}, body: '' };
  }
  const headers: Headers = {};
  const inBody: string[] = [];
  let payload: string | Uint8Array | undefined;
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    const value = output[name];
    if (typeof traits.httpHeader === 'string') {
      if (value !== undefined) {
        headers[traits.httpHeader.toLocaleLowerCase('en-US')] = headerText(
          member,
          value,
        );
      }
    } else if (typeof traits.httpPrefixHeaders === 'string') {
      for (const [key, each] of Object.entries(value ?? {})) {
        headers[`${traits.httpPrefixHeaders}${key}`] = String(each);
      }
    } else if (traits.httpPayload) {
      payload = writePayload(member, value);
    } else {
      inBody.push(name);
    }
  }
  if (payload !== undefined || inBody.length === 0) {
    return { headers, body: payload ?? '' };
  }
  if (protocol === 'restJson1') {
    return { headers, body: encodeJson(schema, output) };
  }
  const { xmlName } = schema.getMergedTraits();
  const root = typeof xmlName === 'string' ? xmlName : (schema.getName() ?? '');
  const content = inBody
    .map(name => xmlMember(schema.getMemberSchema(name), name, output[name]))
    .join('');
  return {
    headers,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${xmlNamespace}">${content}</${root}>`,
  };
}

/** Encodes an error as S3 does. */
export function encodeRestXmlError(
  error: { name: string; message: string; details: Record<string, unknown> },
  requestId: string,
): string {
  const members = Object.entries({
    Code: error.name,
    Message: error.message,
    ...error.details,
    RequestId: requestId,
  });
  const content = members
    .map(([name, value]) => element(name, escapeXml(String(value))))
    .join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${content}</Error>`;
}
