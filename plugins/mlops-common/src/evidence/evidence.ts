import { z } from 'zod';
import { accountEvidenceSchema } from './account';
import { dataShareSchema } from './dataLake';
import { deliveryEvidenceSchema } from './delivery';
import { endpointEvidenceSchema } from './endpoints';
import { experimentsEvidenceSchema } from './experiments';
import { registryEvidenceSchema, type ModelEvidence } from './models';
import { monitorEvidenceSchema } from './monitors';
import { observed } from './observed';
import { pipelineEvidenceSchema } from './pipelines';
import { projectEvidenceSchema } from './projects';
import { studioEvidenceSchema } from './studio';
import { trailEvidenceSchema } from './trails';

/** What is collected in each account of a use case: the schema of each concern, by its name. */
export const ACCOUNT_CONCERNS = {
  studio: studioEvidenceSchema,
  projects: z.array(projectEvidenceSchema),
  pipelines: z.array(pipelineEvidenceSchema),
  experiments: experimentsEvidenceSchema,
  registry: registryEvidenceSchema,
  endpoints: z.array(endpointEvidenceSchema),
  monitors: z.array(monitorEvidenceSchema),
  delivery: z.array(deliveryEvidenceSchema),
  trails: z.array(trailEvidenceSchema),
} as const;

/** Name of a concern that the portal itself collects in each account. */
export type AccountConcern = keyof typeof ACCOUNT_CONCERNS;

/** What was seen in one account, by concern. */
export const accountSnapshotSchema = z.object({
  account: accountEvidenceSchema,
  studio: observed(ACCOUNT_CONCERNS.studio),
  projects: observed(ACCOUNT_CONCERNS.projects),
  pipelines: observed(ACCOUNT_CONCERNS.pipelines),
  experiments: observed(ACCOUNT_CONCERNS.experiments),
  registry: observed(ACCOUNT_CONCERNS.registry),
  endpoints: observed(ACCOUNT_CONCERNS.endpoints),
  monitors: observed(ACCOUNT_CONCERNS.monitors),
  delivery: observed(ACCOUNT_CONCERNS.delivery),
  trails: observed(ACCOUNT_CONCERNS.trails),
  /** What collectors of other plugins saw, by the name of their concern. */
  extensions: z.record(z.string(), observed(z.unknown())).optional(),
});

/** What was seen in one account, by concern. */
export type AccountSnapshot = z.output<typeof accountSnapshotSchema>;

/** All that is known of a use case: what the maturity engine judges. */
export const evidenceSchema = z.object({
  useCase: z.string(),
  /** When it was registered: when the idea began. */
  registeredAt: z.iso.datetime(),
  /** When an approved version first served in prod, as far as is known. */
  firstInProductionAt: z.iso.datetime().optional(),
  /** Whether the owner is a group in the catalog. */
  owner: observed(z.object({ ref: z.string(), exists: z.boolean() })),
  accounts: observed(z.array(accountSnapshotSchema)),
  /** What its accounts may read of the data-lake account. */
  dataLake: observed(z.array(dataShareSchema)),
});

/** All that is known of a use case: what the maturity engine judges. */
export type Evidence = z.output<typeof evidenceSchema>;

/** The registered models of an account, as far as they are known. */
export function modelsOf({
  registry,
}: Pick<AccountSnapshot, 'registry'>): ModelEvidence[] {
  return registry.state === 'collected' ? registry.value.models : [];
}

/** The concerns of an account of which nothing is known, for a reason. */
export function unknownConcerns(
  reason: string,
): Omit<AccountSnapshot, 'account' | 'extensions'> {
  const part = { state: 'unknown', reason } as const;
  return {
    studio: part,
    projects: part,
    pipelines: part,
    experiments: part,
    registry: part,
    endpoints: part,
    monitors: part,
    delivery: part,
    trails: part,
  };
}
