import { z } from 'zod';
import { SERVICES } from '../services';

const OPERATIONS = new Map<string, string>(
  SERVICES.flatMap(({ signingName, operations }) =>
    Object.entries(operations).map(
      ([name, { kind }]) => [`${signingName}:${name}`, kind] as const,
    ),
  ),
);

const ALL = new Set<string>([
  '*',
  ...SERVICES.map(({ signingName }) => `${signingName}:*`),
]);

const operation = z
  .string()
  .refine(
    name => ALL.has(name) || OPERATIONS.has(name),
    'is no operation of the sandbox; write it as organizations:CreateAccount, organizations:* or *',
  );

const common = {
  operation,
  /** How many calls it meets; all of them when absent. */
  count: z.int().min(1).optional(),
  /** Only calls whose input has these values in its members. */
  where: z.record(z.string(), z.string()).optional(),
};

const milliseconds = z.number().min(0).max(600_000);

/** Something that goes wrong on purpose. */
export const faultSchema = z.discriminatedUnion('effect', [
  z.strictObject({ effect: z.literal('throttle'), ...common }),
  z.strictObject({
    effect: z.literal('fail'),
    ...common,
    /** Name of the exception; a failure on the service's own side when absent. */
    error: z.string().min(1).optional(),
    message: z.string().optional(),
    /** The HTTP status, where the service does not model the exception. */
    status: z.int().min(400).max(599).optional(),
  }),
  z.strictObject({ effect: z.literal('delay'), ...common, milliseconds }),
  z.strictObject({ effect: z.literal('drop'), ...common }),
  z.strictObject({
    effect: z.literal('lag'),
    ...common,
    operation: operation.refine(
      name => ALL.has(name) || OPERATIONS.get(name) === 'list',
      'lists nothing that is made a moment ago, so it cannot lag',
    ),
    milliseconds,
  }),
]);

/** {@link faultSchema} as a type. */
export type Fault = z.infer<typeof faultSchema>;
