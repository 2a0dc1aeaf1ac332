// Where a use case is worked on: its accounts, and what was set up in them.
import { exportOf } from '../cloudformation/exports';
import { REGION } from '../constants';
import type { State } from '../state/model';
import { USE_CASES, type SeedUseCase } from './useCases';
import type { SeedPractice } from './practice';

/** An environment that has an account of its own. */
export type Environment = 'experimentation' | 'dev' | 'test' | 'prod';

/** A use case whose models are built. */
export interface Workplace extends SeedUseCase {
  practice: SeedPractice;
  dev: NonNullable<SeedUseCase['dev']>;
}

/** Whether the models of a use case are built. */
export function isWorkplace(useCase: SeedUseCase): useCase is Workplace {
  return useCase.practice !== undefined && useCase.dev !== undefined;
}

/** The use case of this name, if its models are built. */
export function findWorkplace(name: string): Workplace | undefined {
  return USE_CASES.filter(isWorkplace).find(useCase => useCase.name === name);
}

/** The id of an account of a use case; undefined when there is none, or it is being closed. */
export function findAccount(
  { accounts }: State,
  { name }: Pick<SeedUseCase, 'name'>,
  environment: Environment,
): string | undefined {
  return accounts.find(
    account =>
      account.name === `${name}-${environment}` && account.state === 'ACTIVE',
  )?.id;
}

/** The id of an account that a use case has to have. */
export function accountOf(
  state: State,
  useCase: Pick<SeedUseCase, 'name'>,
  environment: Environment,
): string {
  const id = findAccount(state, useCase, environment);
  if (!id) {
    throw new Error(`There is no account ${useCase.name}-${environment}.`);
  }
  return id;
}

/** The id of the SageMaker project of a use case. */
export function projectIdOf(
  state: State,
  { name }: Pick<SeedUseCase, 'name'>,
): string {
  const project = state.projects.find(candidate => candidate.name === name);
  if (!project) {
    throw new Error(`There is no project ${name}.`);
  }
  return project.id;
}

/** Something that the baseline of an account exports: `mlops-vpc-id`. */
export function baselineOf(
  state: State,
  accountId: string,
  name: string,
): string {
  const found = exportOf(state, { accountId, region: REGION }, name);
  if (!found) {
    throw new Error(`The account ${accountId} has no export ${name}.`);
  }
  return found.value;
}

/** The role in an account that SageMaker and the services around it assume for a use case. */
export function serviceRole(accountId: string, purpose: string): string {
  return `arn:aws:iam::${accountId}:role/service-role/AmazonSageMakerServiceCatalogProducts${purpose}Role`;
}

/** The tags of what belongs to the project of a use case. */
export function projectTags(
  state: State,
  useCase: Pick<SeedUseCase, 'name'>,
): Record<string, string> {
  return {
    'mlops:use-case': useCase.name,
    'sagemaker:project-name': useCase.name,
    'sagemaker:project-id': projectIdOf(state, useCase),
  };
}
