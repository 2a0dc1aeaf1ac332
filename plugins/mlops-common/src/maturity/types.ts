import { z } from 'zod';
import type { Evidence } from '../evidence';
import { reachedStageSchema, stageSchema, type Stage } from '../stage';
import { waiverSchema } from './waiver';

/** A piece of evidence behind a judgement. */
export const factSchema = z.object({
  /** What was seen, as a sentence part: `Domain d-abc is VpcOnly`. */
  text: z.string(),
  /** ARN of what it was seen on. */
  arn: z.string().optional(),
  /** When it was seen, ISO 8601. */
  observedAt: z.iso.datetime().optional(),
});

/** A piece of evidence behind a judgement. */
export type Fact = z.output<typeof factSchema>;

/** How a criterion is judged. `unknown` is never shown as `unmet`. */
export const verdictSchema = z.enum(['met', 'unmet', 'unknown']);

/** How a criterion is judged. */
export type Verdict = z.output<typeof verdictSchema>;

/** What mends an unmet criterion: words, and a portal template with its values where one does. */
export const remedySchema = z.object({
  text: z.string(),
  template: z.string().optional(),
  values: z.record(z.string(), z.unknown()).optional(),
});

/** What mends an unmet criterion. */
export type Remedy = z.output<typeof remedySchema>;

/** What a criterion says of a use case's evidence. */
export interface Judgement {
  verdict: Verdict;
  /** One sentence: why this verdict. */
  reason: string;
  facts: Fact[];
  remedy?: Remedy;
}

/** One rule of a maturity stage. */
export interface Criterion {
  /** Stable name, `<stage>.<rule>`. */
  id: string;
  stage: Stage;
  /** What has to be true, as a statement. */
  title: string;
  /** Why it matters, for people who do not know the guidance. */
  why: string;
  /** The AWS APIs and fields it rests on. */
  source: string;
  judge(evidence: Evidence): Judgement;
}

/** A criterion with its judgement, as served. */
export const criterionResultSchema = z.object({
  id: z.string(),
  stage: stageSchema,
  title: z.string(),
  why: z.string(),
  source: z.string(),
  verdict: verdictSchema,
  reason: z.string(),
  facts: z.array(factSchema),
  remedy: remedySchema.optional(),
  /** The waiver in force. A criterion that is met is met, waived or not. */
  waiver: waiverSchema.omit({ criterion: true }).optional(),
});

/** A criterion with its judgement, as served. */
export type CriterionResult = z.output<typeof criterionResultSchema>;

/** A rung of the ladder. */
export const stageResultSchema = z.object({
  stage: stageSchema,
  /** All its criteria and all below are met or waived. */
  reached: z.boolean(),
  /** False when the portal has no criteria for this stage, so it cannot be reached. */
  assessed: z.boolean(),
  met: z.number().int(),
  unmet: z.number().int(),
  unknown: z.number().int(),
  /** Not met, and waived: counted in neither `unmet` nor `unknown`. */
  waived: z.number().int(),
  criteria: z.array(criterionResultSchema),
});

/** A rung of the ladder. */
export type StageResult = z.output<typeof stageResultSchema>;

/** The whole ladder of a use case. */
export const maturitySchema = z.object({
  useCase: z.string(),
  /** Highest stage reached. */
  stage: reachedStageSchema,
  /** The stage to work on next; absent at the top. */
  nextStage: stageSchema.optional(),
  stages: z.array(stageResultSchema),
  /** When this was worked out, ISO 8601. */
  evaluatedAt: z.iso.datetime(),
});

/** The whole ladder of a use case. */
export type Maturity = z.output<typeof maturitySchema>;
