import { z } from 'zod';
import { environmentSchema } from './environment';
import { USE_CASE_NAME_PATTERN, useCaseNameProblem } from './naming';

/** Schema of a use case name; its message says what is wrong. */
export const useCaseNameSchema = z
  .string()
  .superRefine((name, ctx) => {
    const problem = useCaseNameProblem(name);
    if (problem) {
      ctx.addIssue({ code: 'custom', message: problem });
    }
  })
  .meta({
    description: 'Unique name of the use case, for example churn-prediction',
    pattern: USE_CASE_NAME_PATTERN.source,
  });

// Spelled out in both cases, because flags do not pass into a JSON schema.
const GROUP_REF_PATTERN = /^[Gg][Rr][Oo][Uu][Pp]:[\w.-]+\/[\w.-]+$/;

/** What a person says when registering a use case: the body of `POST /use-cases`. */
export const useCaseRegistrationSchema = z.strictObject({
  name: useCaseNameSchema,
  title: z
    .string()
    .trim()
    .max(100, 'A title has at most 100 characters.')
    .default('')
    .describe('What people call it; the name when empty'),
  description: z
    .string()
    .trim()
    .max(2000, 'A description has at most 2000 characters.')
    .default('')
    .describe('The business problem it solves'),
  owner: z
    .string()
    .regex(
      GROUP_REF_PATTERN,
      'The owner is the entity reference of a group, for example group:default/pricing.',
    )
    .toLowerCase()
    .describe('Entity reference of the group that owns it'),
  domain: z
    .string()
    .trim()
    .max(63, 'A domain has at most 63 characters.')
    .optional()
    .describe('The business domain it belongs to'),
  costCenter: z
    .string()
    .trim()
    .max(63, 'A cost center has at most 63 characters.')
    .optional()
    .describe('Where its costs are booked'),
});

/** What goes into a registration, before defaults. */
export type UseCaseRegistrationInput = z.input<
  typeof useCaseRegistrationSchema
>;

/** A registration with its defaults. */
export type UseCaseRegistration = z.output<typeof useCaseRegistrationSchema>;

/** A use case as the registry knows it. */
export const useCaseSchema = useCaseRegistrationSchema.extend({
  registeredAt: z.iso.datetime().describe('When it was registered'),
  registeredBy: z
    .string()
    .describe(
      'Entity reference of who registered it; `aws` when found by its account tags',
    ),
});

/** A use case as the registry knows it. */
export type UseCase = z.output<typeof useCaseSchema>;

/** What is asked of `mlops:account:provision` and what it answers for each environment. */
export const provisionedAccountSchema = z.object({
  environment: environmentSchema,
  accountId: z.string(),
  accountArn: z.string(),
  email: z.string(),
  organizationalUnit: z.string(),
});

/** An account that `mlops:account:provision` found or made. */
export type ProvisionedAccount = z.output<typeof provisionedAccountSchema>;
