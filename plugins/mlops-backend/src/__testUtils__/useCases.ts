// Use cases with evidence, as the stores keep them.
import type {
  Evidence,
  Maturity,
  ReachedStage,
  UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';

export const EVALUATED_AT = '2026-11-24T12:00:00.000Z';

/** A use case, like any but for what is given. */
export function useCase(changes: Partial<UseCase> & { name: string }): UseCase {
  return {
    title: changes.name,
    description: '',
    owner: 'group:default/pricing',
    registeredBy: 'user:default/ada',
    registeredAt: '2026-11-01T08:00:00.000Z',
    ...changes,
  };
}

/** Evidence of a use case without accounts. */
export function evidenceOf(name: string): Evidence {
  return {
    useCase: name,
    registeredAt: EVALUATED_AT,
    dataLake: { state: 'unknown', reason: 'Not asked.' },
    owner: { state: 'unknown', reason: 'Not asked.' },
    accounts: { state: 'collected', value: [], observedAt: EVALUATED_AT },
  };
}

/** The maturity of a use case at a stage. */
export function maturityOf(name: string, stage: ReachedStage): Maturity {
  return { useCase: name, stage, stages: [], evaluatedAt: EVALUATED_AT };
}
