// XML as the protocols awsQuery and restXml write it, from the SDK's schemas.
import type { NormalizedSchema } from '@smithy/core/schema';

/** Makes text fit to stand between tags. */
export function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#xD;');
}

/** An element. */
export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function nameOf(schema: NormalizedSchema, name: string): string {
  const { xmlName } = schema.getMergedTraits();
  return typeof xmlName === 'string' ? xmlName : name;
}

function scalar(value: unknown): string {
  if (value instanceof Date) {
    return value.toISOString();
  }
  return value instanceof Uint8Array
    ? Buffer.from(value).toString('base64')
    : escapeXml(String(value));
}

/** What stands between the tags of a value. */
export function xmlContent(schema: NormalizedSchema, value: unknown): string {
  if (schema.isStructSchema()) {
    return [...schema.structIterator()]
      .map(([name, member]) =>
        xmlMember(member, name, (value as Record<string, unknown>)[name]),
      )
      .join('');
  }
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return (value as unknown[])
      .map(each => element(nameOf(item, 'member'), xmlContent(item, each)))
      .join('');
  }
  if (schema.isMapSchema()) {
    return entries(schema, value as object, 'entry');
  }
  return scalar(value);
}

function entries(
  schema: NormalizedSchema,
  value: object,
  entryName: string,
): string {
  const key = schema.getKeySchema();
  const item = schema.getValueSchema();
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) =>
      element(
        entryName,
        element(nameOf(key, 'key'), escapeXml(name)) +
          element(nameOf(item, 'value'), xmlContent(item, each)),
      ),
    )
    .join('');
}

/** A member of a structure with its tags; nothing when it has no value. */
export function xmlMember(
  member: NormalizedSchema,
  memberName: string,
  value: unknown,
): string {
  if (value === undefined || value === null) {
    return '';
  }
  const name = nameOf(member, memberName);
  const isFlat = Boolean(member.getMergedTraits().xmlFlattened);
  if (isFlat && member.isListSchema()) {
    const item = member.getValueSchema();
    return (value as unknown[])
      .map(each => element(name, xmlContent(item, each)))
      .join('');
  }
  if (isFlat && member.isMapSchema()) {
    return entries(member, value as object, name);
  }
  return element(name, xmlContent(member, value));
}
