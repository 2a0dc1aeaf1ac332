import { InputError } from '@backstage/errors';
import type { z } from 'zod';

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
