import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { MlopsRegistryClient } from './MlopsRegistryClient';
import { sentence } from './sentence';

/**
 * Has the evidence of a use case collected now, so that its page shows what a
 * task just made. When that fails the task goes on: evidence is collected
 * regularly anyway, and what was made is there.
 */
export async function refreshEvidence(options: {
  registry: MlopsRegistryClient;
  useCase: string;
  credentials: BackstageCredentials;
  logger: LoggerService;
}): Promise<void> {
  const { registry, useCase, credentials, logger } = options;
  try {
    await registry.refresh(useCase, credentials);
  } catch (error) {
    logger.warn(
      `The page of ${useCase} shows this after the next regular collection of evidence; collecting it now failed: ${sentence(error)}`,
    );
  }
}
