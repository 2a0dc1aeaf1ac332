import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { UseCaseDetail } from '@mlops-portal/backstage-plugin-mlops-common';
import type { MlopsRegistryClient } from './MlopsRegistryClient';
import { sentence } from './sentence';

/**
 * The use case that an action works for.
 *
 * @throws InputError that names the input `useCase`, when it is not registered or cannot be asked for
 */
export async function registeredUseCase(
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
