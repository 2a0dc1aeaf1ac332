// The shapes of the REST API under /api/mlops: one source for validation, types and documentation.
import { z } from 'zod';
import { environmentSchema } from './environment';
import { evidenceSchema } from './evidence';
import { maturitySchema } from './maturity/types';
import { reachedStageSchema, stageSchema } from './stage';
import { lifecycleSchema, useCaseSchema } from './useCase';

/** Largest page a list serves. */
export const MAX_PAGE_SIZE = 200;

/** Columns by which use cases can be sorted. */
export const USE_CASE_ORDER_FIELDS = [
  'name',
  'title',
  'owner',
  'stage',
  'accounts',
  'registeredAt',
] as const;

const pageQuery = {
  q: z.string().trim().max(200).optional().describe('Words to search for'),
  order: z.enum(['asc', 'desc']).default('asc'),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(20),
  cursor: z
    .string()
    .optional()
    .describe('Opaque: nextCursor or prevCursor of an earlier answer'),
};

/** Query of `GET /use-cases`. */
export const useCasesQuerySchema = z.strictObject({
  ...pageQuery,
  stage: reachedStageSchema.optional(),
  owner: z.string().optional().describe('Entity reference of the owning group'),
  lifecycle: lifecycleSchema.default('active'),
  orderBy: z.enum(USE_CASE_ORDER_FIELDS).default('name'),
});

/** Query of `GET /use-cases`, with defaults. */
export type UseCasesQuery = z.output<typeof useCasesQuerySchema>;

/** Query of `GET /use-cases`, as asked. */
export type UseCasesQueryInput = z.input<typeof useCasesQuerySchema>;

/** Query of `GET /accounts`. */
export const accountsQuerySchema = z.strictObject({
  ...pageQuery,
  useCase: z.string().optional(),
  environment: environmentSchema.optional(),
});

/** Query of `GET /accounts`, with defaults. */
export type AccountsQuery = z.output<typeof accountsQuerySchema>;

/** Query of `GET /accounts`, as asked. */
export type AccountsQueryInput = z.input<typeof accountsQuerySchema>;

/** An account in a list. */
export const accountSummarySchema = z.object({
  accountId: z.string(),
  arn: z.string(),
  name: z.string(),
  email: z.string(),
  environment: environmentSchema,
  useCase: z.string(),
  status: z.string(),
  organizationalUnit: z.object({ id: z.string(), name: z.string() }).optional(),
  joinedAt: z.iso.datetime().optional(),
  observedAt: z.iso.datetime().optional(),
});

/** An account in a list. */
export type AccountSummary = z.output<typeof accountSummarySchema>;

/** A use case in a list. */
export const useCaseSummarySchema = useCaseSchema.extend({
  stage: reachedStageSchema,
  nextStage: stageSchema.optional(),
  /** Criteria of the next stage, by verdict; absent before the first evaluation. */
  progress: z
    .object({
      met: z.number().int(),
      unmet: z.number().int(),
      unknown: z.number().int(),
    })
    .optional(),
  /** Titles of the criteria that keep it from the next stage. */
  missing: z.array(z.string()),
  accounts: z.array(
    z.object({
      environment: environmentSchema,
      accountId: z.string(),
      status: z.string(),
    }),
  ),
  /** When its evidence was last judged; absent before the first time. */
  evaluatedAt: z.iso.datetime().optional(),
});

/** A use case in a list. */
export type UseCaseSummary = z.output<typeof useCaseSummarySchema>;

/** Answer of `GET /use-cases/{name}`: the summary with the evidence behind it. */
export const useCaseDetailSchema = useCaseSummarySchema.extend({
  evidence: evidenceSchema.optional(),
});

/** Answer of `GET /use-cases/{name}`. */
export type UseCaseDetail = z.output<typeof useCaseDetailSchema>;

/** Answer of `GET /use-cases/{name}/maturity`. */
export const maturityResponseSchema = maturitySchema;

function page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    totalItems: z.number().int(),
    pageInfo: z.object({
      nextCursor: z.string().optional(),
      prevCursor: z.string().optional(),
    }),
  });
}

/** A page of a list. */
export interface Page<T> {
  items: T[];
  totalItems: number;
  pageInfo: { nextCursor?: string; prevCursor?: string };
}

/** Answer of `GET /use-cases`; `stageCounts` ignores the stage filter. */
export const useCasesPageSchema = page(useCaseSummarySchema).extend({
  stageCounts: z.record(reachedStageSchema, z.number().int()),
});

/** Answer of `GET /use-cases`. */
export type UseCasesPage = z.output<typeof useCasesPageSchema>;

/** Answer of `GET /accounts`. */
export const accountsPageSchema = page(accountSummarySchema);

/** Answer of `GET /accounts`. */
export type AccountsPage = z.output<typeof accountsPageSchema>;

/** Query of `GET /naming/{name}`. */
export const namingQuerySchema = z.strictObject({
  /** Comma-separated; all environments when absent. */
  environments: z
    .string()
    .transform(list => list.split(',').filter(Boolean))
    .pipe(z.array(environmentSchema))
    .optional(),
});

/**
 * Answer of `GET /naming/{name}`: whether a use case may get this name, and
 * what its accounts would be called.
 */
export const namingSchema = z.object({
  name: z.string(),
  /** What is wrong with the name or an email, in a sentence; absent when nothing is. */
  problem: z.string().optional(),
  /** The use case that has this name already. */
  existing: z.object({ owner: z.string(), title: z.string() }).optional(),
  accounts: z.array(
    z.object({
      environment: environmentSchema,
      name: z.string(),
      email: z.string(),
      problem: z.string().optional(),
    }),
  ),
});

/** Answer of `GET /naming/{name}`. */
export type Naming = z.output<typeof namingSchema>;

/** A product of the template library: a SageMaker project template in Service Catalog. */
export const libraryTemplateSchema = z.object({
  name: z.string(),
  productId: z.string(),
  description: z.string(),
  owner: z.string(),
  /** The stage it serves, from the product's tag `mlops:stage`. */
  stage: stageSchema.optional(),
  versions: z.array(
    z.object({
      name: z.string(),
      provisioningArtifactId: z.string(),
      createdAt: z.iso.datetime().optional(),
      deprecated: z.boolean(),
    }),
  ),
});

/** A product of the template library. */
export type LibraryTemplate = z.output<typeof libraryTemplateSchema>;

/** Answer of `GET /templates`. */
export const templatesPageSchema = page(libraryTemplateSchema).extend({
  /** When the library was last read; absent before the first time. */
  observedAt: z.iso.datetime().optional(),
  /** Why the library could not be read, when it could not. */
  unknownReason: z.string().optional(),
});

/** Answer of `GET /templates`. */
export type TemplatesPage = z.output<typeof templatesPageSchema>;
