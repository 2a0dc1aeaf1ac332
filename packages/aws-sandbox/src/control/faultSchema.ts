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

const chance = {
  /** How likely it meets a call that it could meet; every one when absent. */
  probability: z.number().gt(0).max(1).optional(),
  /** What the luck depends on, besides the order of calls: the same with the same seed. */
  seed: z.int().optional(),
};

const milliseconds = z.number().min(0).max(600_000);

/** Something that goes wrong on purpose. */
export const faultSchema = z.discriminatedUnion('effect', [
  z.strictObject({ effect: z.literal('throttle'), ...common, ...chance }),
  z.strictObject({
    effect: z.literal('fail'),
    ...common,
    ...chance,
    /** Name of the exception; a failure on the service's own side when absent. */
    error: z.string().min(1).optional(),
    message: z.string().optional(),
    /** The HTTP status, where the service does not model the exception. */
    status: z.int().min(400).max(599).optional(),
  }),
  z.strictObject({
    effect: z.literal('delay'),
    ...common,
    ...chance,
    milliseconds,
  }),
  z.strictObject({ effect: z.literal('drop'), ...common, ...chance }),
  z.strictObject({
    effect: z.literal('lag'),
    ...common,
    operation: operation.refine(
      name =>
        ALL.has(name) ||
        ['list', 'lookup'].includes(OPERATIONS.get(name) ?? ''),
      'shows nothing that is made a moment ago, so it cannot lag',
    ),
    milliseconds,
  }),
  z.strictObject({
    effect: z.literal('unassumable'),
    ...common,
    operation: operation.refine(
      name => ['*', 'sts:*', 'sts:AssumeRole'].includes(name),
      'assumes no role',
    ),
    milliseconds,
  }),
]);

/** {@link faultSchema} as a type. */
export type Fault = z.infer<typeof faultSchema>;
