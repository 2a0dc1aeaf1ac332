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
  registeredInTask: z
    .string()
    .max(64, 'The id of a task has at most 64 characters.')
    .optional()
    .describe(
      'Id of the scaffolder task that registers it: tells who was first, when two do at once',
    ),
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
  retirementBegunAt: z.iso
    .datetime()
    .optional()
    .describe(
      'Since when it is being retired: nothing is added to it from then on',
    ),
  retiredAt: z.iso
    .datetime()
    .optional()
    .describe(
      'When it was retired, which is when all its accounts were closed',
    ),
  retiredBy: z
    .string()
    .optional()
    .describe(
      'Entity reference of who retires it; there since the retirement began',
    ),
});

/** A use case as the registry knows it. */
export type UseCase = z.output<typeof useCaseSchema>;

/** Which use cases a list is of: those people work on, those that are retired, or both. */
export const LIFECYCLES = ['active', 'retired', 'all'] as const;

/** One of {@link LIFECYCLES}. A use case that is being retired is active until it is retired. */
export type Lifecycle = (typeof LIFECYCLES)[number];

/** Schema of a {@link Lifecycle}. */
export const lifecycleSchema = z.enum(LIFECYCLES);

/** The body of `POST /use-cases/{name}/retire`. */
export const retirementSchema = z.strictObject({
  step: z
    .enum(['begin', 'complete'])
    .describe(
      '`begin` before the first account is closed, `complete` after the last one is',
    ),
});

/** The body of `POST /use-cases/{name}/retire`. */
export type Retirement = z.output<typeof retirementSchema>;

/**
 * Why nothing can be added to a use case, in a sentence for the person who
 * tried; undefined when something can.
 */
export function retirementProblem(
  useCase: Pick<
    UseCase,
    'name' | 'retirementBegunAt' | 'retiredAt' | 'retiredBy'
  >,
): string | undefined {
  const { name, retirementBegunAt, retiredAt, retiredBy } = useCase;
  const since = retiredAt ?? retirementBegunAt;
  if (!since) {
    return undefined;
  }
  const what = retiredAt ? 'was retired on' : 'is being retired since';
  return `The use case ${name} ${what} ${since.slice(0, 10)} by ${retiredBy}.`;
}

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
