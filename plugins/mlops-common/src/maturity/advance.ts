// What a use case lacks for its next stage, of what the portal can provide by itself.
import { z } from 'zod';
import {
  ENVIRONMENTS,
  environmentSchema,
  type Environment,
} from '../environment';
import { STAGES, type Stage } from '../stage';
import { holdsBack } from './evaluate';
import type { CriterionResult, Maturity, Verdict } from './types';

/** The criteria that a step of the portal mends, and what it brings. */
const PROVIDES: Record<
  string,
  { account?: Environment; studio?: Environment; project?: true }
> = {
  'initial.experimentation-account': { account: 'experimentation' },
  'initial.studio': { account: 'experimentation', studio: 'experimentation' },
  'repeatable.dev-account': { account: 'dev' },
  'repeatable.studio-from-service-catalog': { account: 'dev', studio: 'dev' },
  'repeatable.project-from-library': { project: true },
  'reliable.test-account': { account: 'test' },
  'reliable.prod-account': { account: 'prod' },
};

/** Accounts that are outside of their organizational unit are moved into it: the remedy says which environments to look at. */
const PLACES_ACCOUNTS = 'initial.guard-rails';

/** What it takes to reach the next stage. */
export interface Advance {
  /** The stage that is next; undefined at the top. */
  nextStage?: Stage;
  /** Environments whose account is missing, misplaced or without Studio: they are found or created. */
  environments: Environment[];
  /** Environments whose account lacks Studio. */
  studioEnvironments: Environment[];
  /** Whether a project from the library is missing. */
  project: boolean;
  /** Criteria that are not met and that people have to see to. */
  forPeople: CriterionResult[];
  /** Criteria that nothing could be said about. */
  unknown: CriterionResult[];
}

function inOrder(environments: (Environment | undefined)[]): Environment[] {
  return ENVIRONMENTS.filter(environment => environments.includes(environment));
}

/**
 * Works out what a use case lacks for its next stage. What is unknown is not
 * provided: it may be there already. What is waived is not lacking.
 */
export function advanceOf(maturity: Maturity): Advance {
  const { nextStage } = maturity;
  const reach = nextStage ? STAGES.indexOf(nextStage) : -1;
  const criteria = maturity.stages
    .filter(({ stage }) => STAGES.indexOf(stage) <= reach)
    .flatMap(stage => stage.criteria)
    .filter(holdsBack);
  const judged = (verdict: Verdict) =>
    criteria.filter(criterion => criterion.verdict === verdict);
  const misplaced = judged('unmet').find(({ id }) => id === PLACES_ACCOUNTS);
  const placed = z
    .array(environmentSchema)
    .safeParse(misplaced?.remedy?.values?.environments);
  const provided = judged('unmet').flatMap(({ id }) => PROVIDES[id] ?? []);
  return {
    nextStage,
    environments: inOrder([
      ...provided.map(({ account }) => account),
      ...(placed.data ?? []),
    ]),
    studioEnvironments: inOrder(provided.map(({ studio }) => studio)),
    project: provided.some(({ project }) => project),
    forPeople: judged('unmet').filter(({ id }) => !PROVIDES[id]),
    unknown: judged('unknown'),
  };
}
