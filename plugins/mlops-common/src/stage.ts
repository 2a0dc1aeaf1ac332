import { z } from 'zod';

/** The maturity stages of AWS's guidance, lowest first. */
export const STAGES = [
  'initial',
  'repeatable',
  'reliable',
  'scalable',
] as const;

/** One of {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** Schema of a {@link Stage}. */
export const stageSchema = z.enum(STAGES);

/**
 * What a use case has reached: a stage, or `none` while the criteria of the
 * first stage are not all met.
 */
export const REACHED_STAGES = ['none', ...STAGES] as const;

/** One of {@link REACHED_STAGES}. */
export type ReachedStage = (typeof REACHED_STAGES)[number];

/** Schema of a {@link ReachedStage}. */
export const reachedStageSchema = z.enum(REACHED_STAGES);
