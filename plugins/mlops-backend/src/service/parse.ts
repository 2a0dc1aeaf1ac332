import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/** The paths of all texts in a value that PostgreSQL could not keep. */
function textsWithNul(value: unknown, path: string[] = []): string[] {
  if (typeof value === 'string') {
    return value.includes('\0') ? [path.join('.')] : [];
  }
  return value && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, part]) =>
        textsWithNul(part, [...path, key]),
      )
    : [];
}

/**
 * Checks what a request brought.
 *
 * @throws InputError that names each field at fault
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value);
  const unkeepable = textsWithNul(result.data);
  if (unkeepable.length > 0) {
    throw new InputError(
      unkeepable
        .map(path => `${path}: it has a NUL character in it; take it out.`)
        .join('; '),
    );
  }
  if (result.success) {
    return result.data;
  }
  throw new InputError(
    result.error.issues
      .map(({ path, message }) =>
        path.length > 0 ? `${path.join('.')}: ${message}` : message,
      )
      .join('; '),
  );
}
