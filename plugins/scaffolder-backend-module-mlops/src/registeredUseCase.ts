import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  retirementProblem,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { MlopsRegistryClient } from './MlopsRegistryClient';
import { sentence } from './sentence';

/**
 * A use case, whether people work on it or it is retired.
 *
 * @throws InputError that names the input `useCase`, when it is not registered or cannot be asked for
 */
export async function knownUseCase(
  registry: MlopsRegistryClient,
  name: string,
  credentials: BackstageCredentials,
): Promise<UseCaseDetail> {
  try {
    return await registry.useCase(name, credentials);
  } catch (error) {
    throw new InputError(`useCase: ${sentence(error)}`, error);
  }
}

/**
 * The use case that an action adds something to.
 *
 * @throws InputError that names the input `useCase`, when it is not registered, is retired or being retired, or cannot be asked for
 */
export async function registeredUseCase(
  registry: MlopsRegistryClient,
  name: string,
  credentials: BackstageCredentials,
): Promise<UseCaseDetail> {
  const useCase = await knownUseCase(registry, name, credentials);
  const problem = retirementProblem(useCase);
  if (problem) {
    throw new InputError(`useCase: ${problem} Nothing can be added to it.`);
  }
  return useCase;
}

/**
 * The name of the use case that an account belongs to.
 *
 * @throws InputError that names the input `accountId`, when the account is of no use case or cannot be asked for
 */
export async function useCaseOfAccount(
  registry: MlopsRegistryClient,
  accountId: string,
  credentials: BackstageCredentials,
): Promise<string> {
  const name = await registry.useCaseOf(accountId, credentials).catch(error => {
    throw new InputError(`accountId: ${sentence(error)}`, error);
  });
  if (!name) {
    throw new InputError(
      `accountId: the portal knows of no use case that account ${accountId} belongs to.`,
    );
  }
  return name;
}
