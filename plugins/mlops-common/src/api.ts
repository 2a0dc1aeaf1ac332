// The shapes of the REST API under /api/mlops: one source for validation, types and documentation.
import { z } from 'zod';
import { environmentSchema } from './environment';
import {
  evidenceSchema,
  modelVersionSchema,
  monitoringExecutionSchema,
  MONITORING_TYPES,
} from './evidence';
import { libraryTemplateSchema } from './library';
import { organizationMaturitySchema } from './maturity/organization';
import { maturitySchema, verdictSchema } from './maturity/types';
import { waiverSchema } from './maturity/waiver';
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
  'models',
  'cost',
  'registeredAt',
  'changedAt',
] as const;

/** Any of several owners: given once or more often, or as a list. */
const ownersQuery = z
  .union([z.string(), z.array(z.string()).max(100)])
  .transform(value => [value].flat())
  .optional()
  .describe(
    'Entity references of owning groups; several are given by naming it several times',
  );

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
  owner: ownersQuery,
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
  owner: ownersQuery,
  useCase: z.string().optional(),
  environment: environmentSchema.optional(),
});

/** Query of `GET /accounts`, with defaults. */
export type AccountsQuery = z.output<typeof accountsQuerySchema>;

/** Query of `GET /accounts`, as asked. */
export type AccountsQueryInput = z.input<typeof accountsQuerySchema>;

/** An amount of money. */
export const moneySchema = z.object({
  amount: z.number(),
  /** ISO 4217: `USD`. */
  currency: z.string(),
});

/** An amount of money. */
export type Money = z.output<typeof moneySchema>;

/** An account in a list. */
export const accountSummarySchema = z.object({
  accountId: z.string(),
  arn: z.string(),
  name: z.string(),
  email: z.string(),
  environment: environmentSchema,
  useCase: z.string(),
  /** Entity reference of the group that owns the use case. */
  owner: z.string().optional(),
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
      waived: z.number().int(),
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
  /** How many registered models its accounts have. */
  models: z.number().int(),
  /** What its accounts cost in the newest 30 days that are known; absent when that is not known. */
  monthlyCost: moneySchema.optional(),
  /** What they cost in each of the newest weeks, the oldest first, in the currency of `monthlyCost`; absent when that is not known. */
  costTrend: z.array(z.number()).optional(),
  /** When an approved version first served in prod. */
  firstInProductionAt: z.iso.datetime().optional(),
  /** Since when its evidence and stage are as they are; absent before the first evaluation. */
  evaluatedAt: z.iso.datetime().optional(),
  /** When AWS was last asked; absent before the first time. */
  checkedAt: z.iso.datetime().optional(),
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
export const maturityResponseSchema = maturitySchema.extend({
  /** When AWS was last asked. */
  checkedAt: z.iso.datetime().optional(),
  /** Since when it has the stage, as far as is known. */
  stageSince: z.iso.datetime().optional(),
});

/** Answer of `GET /use-cases/{name}/maturity`. */
export type MaturityResponse = z.output<typeof maturityResponseSchema>;

/** A change of stage, with the criteria that moved. */
export const stageChangeSchema = z.object({
  useCase: z.string(),
  at: z.iso.datetime(),
  from: reachedStageSchema,
  to: reachedStageSchema,
  moved: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      /** Absent when it was not judged before. */
      from: z.union([verdictSchema, z.literal('waived')]).optional(),
      /** Absent when it is no longer judged. */
      to: z.union([verdictSchema, z.literal('waived')]).optional(),
    }),
  ),
});

/** A change of stage. */
export type StageChange = z.output<typeof stageChangeSchema>;

/** How a use case stood on a day. */
export const dailySnapshotSchema = z.object({
  /** `2026-11-25`, in UTC. */
  day: z.iso.date(),
  stage: reachedStageSchema,
  met: z.number().int(),
  unmet: z.number().int(),
  unknown: z.number().int(),
  waived: z.number().int(),
});

/** How a use case stood on a day. */
export type DailySnapshot = z.output<typeof dailySnapshotSchema>;

/** Answer of `GET /use-cases/{name}/history`. */
export const useCaseHistorySchema = z.object({
  /** The newest first. */
  changes: z.array(stageChangeSchema),
  /** One for each day that is kept, the oldest first. */
  days: z.array(dailySnapshotSchema),
  registeredAt: z.iso.datetime(),
  firstInProductionAt: z.iso.datetime().optional(),
});

/** Answer of `GET /use-cases/{name}/history`. */
export type UseCaseHistory = z.output<typeof useCaseHistorySchema>;

/** Answer of `GET /use-cases/{name}/waivers`. */
export const waiversSchema = z.object({ items: z.array(waiverSchema) });

/** Answer of `GET /organization/maturity`. */
export const organizationMaturityResponseSchema =
  organizationMaturitySchema.extend({
    /** Criteria that keep use cases from their next stage, the one that keeps most first. */
    bottlenecks: z.array(
      z.object({
        id: z.string(),
        stage: stageSchema,
        title: z.string(),
        unmet: z.number().int(),
        unknown: z.number().int(),
        /** How many use cases it alone keeps from their next stage. */
        alone: z.number().int(),
      }),
    ),
    /** Which projects are on which version of which template. */
    adoption: z.array(
      z.object({
        template: z.string(),
        version: z.string(),
        supported: z.boolean(),
        useCases: z.array(z.string()),
      }),
    ),
    checkedAt: z.iso.datetime().optional(),
  });

/** Answer of `GET /organization/maturity`. */
export type OrganizationMaturityResponse = z.output<
  typeof organizationMaturityResponseSchema
>;

/** How a criterion of a use case stands. */
export const standingSchema = z.union([verdictSchema, z.literal('waived')]);

/** How a criterion of a use case stands. */
export type Standing = z.output<typeof standingSchema>;

/** Answer of `GET /organization/use-cases`: how every use case that is not retired stands in every criterion. */
export const organizationUseCasesSchema = z.object({
  criteria: z.array(
    z.object({ id: z.string(), stage: stageSchema, title: z.string() }),
  ),
  useCases: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      owner: z.string(),
      stage: reachedStageSchema,
      registeredAt: z.iso.datetime(),
      firstInProductionAt: z.iso.datetime().optional(),
      /** One for each of `criteria`, in their order; null when it has not been judged. */
      standings: z.array(standingSchema.nullable()),
    }),
  ),
  checkedAt: z.iso.datetime().optional(),
});

/** Answer of `GET /organization/use-cases`. */
export type OrganizationUseCases = z.output<typeof organizationUseCasesSchema>;

/** Query of `GET /organization/history`. */
export const organizationHistoryQuerySchema = z.strictObject({
  days: z.coerce.number().int().min(1).max(1000).default(90),
});

/** Answer of `GET /organization/history`: how many use cases had each stage, day by day. */
export const organizationHistorySchema = z.object({
  days: z.array(
    z.object({
      day: z.iso.date(),
      stageCounts: z.record(reachedStageSchema, z.number().int()),
    }),
  ),
  /** The newest changes of stage, the newest first. */
  changes: z.array(stageChangeSchema),
});

/** Answer of `GET /organization/history`. */
export type OrganizationHistory = z.output<typeof organizationHistorySchema>;

/** Columns by which models can be sorted. */
export const MODEL_ORDER_FIELDS = ['group', 'useCase', 'latestAt'] as const;

/** Query of `GET /models`. */
export const modelsQuerySchema = z.strictObject({
  ...pageQuery,
  useCase: z.string().optional(),
  owner: ownersQuery,
  approval: z
    .enum(['Approved', 'PendingManualApproval', 'Rejected'])
    .optional()
    .describe('Approval of the newest version'),
  orderBy: z.enum(MODEL_ORDER_FIELDS).default('group'),
});

/** Query of `GET /models`, with defaults. */
export type ModelsQuery = z.output<typeof modelsQuerySchema>;

/** Query of `GET /models`, as asked. */
export type ModelsQueryInput = z.input<typeof modelsQuerySchema>;

/** A registered model in a list. */
export const modelSummarySchema = z.object({
  group: z.string(),
  accountId: z.string(),
  environment: environmentSchema,
  useCase: z.string(),
  owner: z.string(),
  arn: z.string(),
  versions: z.number().int(),
  latest: modelVersionSchema.optional(),
  /** Where versions of it serve. */
  serving: z.array(
    z.object({
      endpoint: z.string(),
      environment: environmentSchema,
      accountId: z.string(),
      version: z.number().int().optional(),
      status: z.string(),
    }),
  ),
  /** Monitors of the endpoints it serves behind, with their newest finished execution. */
  monitors: z.array(
    z.object({
      name: z.string(),
      type: z.enum(MONITORING_TYPES),
      endpoint: z.string(),
      environment: environmentSchema,
      status: z.string(),
      lastExecution: monitoringExecutionSchema.optional(),
    }),
  ),
});

/** A registered model in a list. */
export type ModelSummary = z.output<typeof modelSummarySchema>;

/** Answer of `GET /models/{account}/{group}`. */
export const modelDetailSchema = modelSummarySchema.extend({
  description: z.string().optional(),
  createdAt: z.iso.datetime().optional(),
  history: z.array(modelVersionSchema),
  observedAt: z.iso.datetime(),
  /** Why the newest attempt to read it failed. */
  staleReason: z.string().optional(),
});

/** Answer of `GET /models/{account}/{group}`. */
export type ModelDetail = z.output<typeof modelDetailSchema>;

/** Query of `GET /costs`. */
export const costsQuerySchema = z.strictObject({
  useCase: z.string().optional(),
  owner: ownersQuery,
  days: z.coerce.number().int().min(1).max(400).default(30),
});

/** Query of `GET /costs`, with defaults. */
export type CostsQuery = z.output<typeof costsQuerySchema>;

/** Query of `GET /costs`, as asked. */
export type CostsQueryInput = z.input<typeof costsQuerySchema>;

/** Answer of `GET /costs`. */
export const costsSchema = z.object({
  currency: z.string().optional(),
  total: z.number(),
  days: z.array(
    z.object({
      day: z.iso.date(),
      amount: z.number(),
      /** Parts of the amount, by the environment of the account. */
      environments: z.partialRecord(environmentSchema, z.number()),
    }),
  ),
  useCases: z.array(
    z.object({
      useCase: z.string(),
      owner: z.string(),
      amount: z.number(),
      accounts: z.array(
        z.object({
          accountId: z.string(),
          environment: environmentSchema,
          amount: z.number(),
        }),
      ),
    }),
  ),
  /** The newest day that is known. */
  until: z.iso.date().optional(),
  /** Why costs could not be read the last time. */
  unknownReason: z.string().optional(),
});

/** Answer of `GET /costs`. */
export type Costs = z.output<typeof costsSchema>;

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

/** Answer of `GET /templates`. */
export const templatesPageSchema = page(libraryTemplateSchema).extend({
  /** When the library was last read; absent before the first time. */
  observedAt: z.iso.datetime().optional(),
  /** Why the library could not be read, when it could not. */
  unknownReason: z.string().optional(),
});

/** Answer of `GET /templates`. */
export type TemplatesPage = z.output<typeof templatesPageSchema>;

/** Answer of `GET /models`. */
export const modelsPageSchema = page(modelSummarySchema);

/** Answer of `GET /models`. */
export type ModelsPage = z.output<typeof modelsPageSchema>;
