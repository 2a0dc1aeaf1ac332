import { z } from 'zod';

/**
 * The environments of a use case, in the order in which a model passes through
 * them. Each is one AWS account.
 */
export const ENVIRONMENTS = ['experimentation', 'dev', 'test', 'prod'] as const;

/** One of {@link ENVIRONMENTS}. */
export type Environment = (typeof ENVIRONMENTS)[number];

/** Schema of an {@link Environment}. */
export const environmentSchema = z.enum(ENVIRONMENTS);

/** Sorts anything that belongs to an environment in the order of {@link ENVIRONMENTS}. */
export function byEnvironment(
  a: { environment: Environment },
  b: { environment: Environment },
): number {
  return (
    ENVIRONMENTS.indexOf(a.environment) - ENVIRONMENTS.indexOf(b.environment)
  );
}
