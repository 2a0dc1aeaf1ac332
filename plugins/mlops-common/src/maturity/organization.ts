// The maturity of the organization as a whole.
import { z } from 'zod';
import type { Observed } from '../evidence';
import type { LibraryTemplate } from '../library';
import {
  REACHED_STAGES,
  reachedStageSchema,
  type ReachedStage,
} from '../stage';
import { organizationCriteria } from './organizationCriteria';
import { timeToValue } from './timeToValue';
import {
  criterionResultSchema,
  type Criterion,
  type CriterionResult,
  type Judgement,
} from './types';

/** How much the organization has to have to be Scalable. */
export interface OrganizationTargets {
  /** Templates in the library with a supported version. */
  templates: number;
  /** Owners of templates in the library. */
  contributors: number;
  /** Owners of use cases in production. */
  teamsInProduction: number;
  useCasesInProduction: number;
}

/** All that is known of the organization. */
export interface OrganizationEvidence {
  /** The template library, from Service Catalog. */
  library: Observed<LibraryTemplate[]>;
  /** The use cases that are not being retired. */
  useCases: {
    name: string;
    owner: string;
    stage: ReachedStage;
    registeredAt: string;
    firstInProductionAt?: string;
    /** Whether an approved version of it serves in prod now. */
    inProduction: boolean;
  }[];
  /** Where one is absent, that of `DEFAULT_ORGANIZATION_TARGETS` holds. */
  targets?: Partial<OrganizationTargets>;
}

/** One rule for the organization as a whole. */
export interface OrganizationCriterion extends Omit<Criterion, 'judge'> {
  /** @param now - the end of the time that is looked at */
  judge(evidence: OrganizationEvidence, now: Date): Judgement;
}

/** How mature the organization is. */
export const organizationMaturitySchema = z.object({
  /**
   * Highest stage reached. Up to Reliable, a stage is reached when at least one
   * use case has reached it; Scalable when one has, and all criteria of the
   * organization are met.
   */
  stage: reachedStageSchema,
  criteria: z.array(criterionResultSchema),
  /** How many use cases have each stage as their highest. */
  stageCounts: z.record(reachedStageSchema, z.number().int()),
  timeToProduction: z.object({
    /** Median days from registration to production of those that got there in the newest 180 days; absent when none did. */
    medianDays: z.number().optional(),
    /** The same of the 180 days before. */
    previousMedianDays: z.number().optional(),
    /** How many reached production in the newest 180 days. */
    count: z.number().int(),
  }),
  /** When this was worked out, ISO 8601. */
  evaluatedAt: z.iso.datetime(),
});

/** How mature the organization is. */
export type OrganizationMaturity = z.output<typeof organizationMaturitySchema>;

/** The highest stage of use cases, Scalable only when the organization as a whole is. */
function stageOf(
  stages: ReachedStage[],
  criteria: CriterionResult[],
): ReachedStage {
  const highest = REACHED_STAGES.findLast(stage => stages.includes(stage));
  return highest === 'scalable' &&
    !criteria.every(({ verdict }) => verdict === 'met')
    ? 'reliable'
    : (highest ?? 'none');
}

/**
 * Works out the maturity of the organization. Pure.
 *
 * A stage up to Reliable is reached when at least one use case has reached it.
 * Scalable is reached when one has, and all criteria of the organization are met.
 *
 * @param now - the time to write on the result, and the end of the days whose time to production is compared
 */
export function evaluateOrganization(
  evidence: OrganizationEvidence,
  now: Date,
): OrganizationMaturity {
  const criteria = organizationCriteria().map(
    ({ judge, ...criterion }): CriterionResult => ({
      ...criterion,
      ...judge(evidence, now),
    }),
  );
  const stages = evidence.useCases.map(({ stage }) => stage);
  const countOf = (stage: ReachedStage) =>
    stages.filter(name => name === stage).length;
  const { medianDays, previousMedianDays, count } = timeToValue(evidence, now);
  return {
    stage: stageOf(stages, criteria),
    criteria,
    stageCounts: {
      none: countOf('none'),
      initial: countOf('initial'),
      repeatable: countOf('repeatable'),
      reliable: countOf('reliable'),
      scalable: countOf('scalable'),
    },
    timeToProduction: { medianDays, previousMedianDays, count },
    evaluatedAt: now.toISOString(),
  };
}
