import type { Environment } from '@mlops-portal/backstage-plugin-mlops-common';
import {
  ACCOUNT_TAGS,
  MANAGED_BY,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { AccountClients } from '@mlops-portal/backstage-plugin-mlops-node';
import { findProduct } from '../findProduct';
import {
  ensureProvisioned,
  failureOf,
  hasFailed,
  outputsOf,
  provision,
  type ProvisionedProductRef,
} from '../provisionedProduct';
import { awaitDomain } from './awaitDomain';

/** Name of the provisioned product in each account. */
const STUDIO_NAME = 'mlops-studio';

/** The output of the product that names the SageMaker domain it made. */
const DOMAIN_ID_OUTPUT = 'DomainId';

/** An account that is to have Studio. */
export interface StudioAccount {
  environment: Environment;
  accountId: string;
}

/** Studio as it is in an account. */
export interface DeployedStudio extends StudioAccount {
  domainId: string;
  /** Where people open it. */
  domainUrl: string;
}

/**
 * Finds or provisions Studio in an account, through Service Catalog, and waits
 * until its domain is in service.
 *
 * @param clients - clients of that account
 * @param options.product - name of the Service Catalog product
 * @param options.token - the same whenever the same task comes by again
 * @throws an error with the reason of Service Catalog or SageMaker and what to do
 */
export async function deployInto(
  { serviceCatalog, sageMaker }: AccountClients,
  { environment, accountId }: StudioAccount,
  options: {
    useCase: string;
    product: string;
    token: string;
    checkpoint: (effect: () => Promise<void>) => Promise<void>;
    log: (message: string) => void;
    signal?: AbortSignal;
  },
): Promise<DeployedStudio> {
  const { useCase, product, token, checkpoint, log, signal } = options;
  const ref: ProvisionedProductRef = {
    client: serviceCatalog,
    name: STUDIO_NAME,
    what: `Studio in account ${accountId}`,
    signal,
  };
  const { provisioned, existed } = await ensureProvisioned(ref, {
    token,
    checkpoint,
    log,
    async ask(withToken) {
      const launchable = await findProduct(serviceCatalog, {
        accountId,
        product,
        signal,
      });
      log(
        `deploying Studio from ${product} ${launchable.version} into account ${accountId}`,
      );
      await provision(ref, {
        product: launchable,
        token: withToken,
        tags: [
          { Key: ACCOUNT_TAGS.useCase, Value: useCase },
          { Key: ACCOUNT_TAGS.environment, Value: environment },
          { Key: ACCOUNT_TAGS.managedBy, Value: MANAGED_BY },
        ],
      });
    },
  });
  if (hasFailed(provisioned)) {
    throw new Error(
      `Studio could not be deployed into account ${accountId}: ${failureOf(
        provisioned,
      )}. Retry removes what failed and deploys it anew; if it fails again, ask the owner of the product.`,
    );
  }
  if (existed) {
    log(`Studio exists already in account ${accountId}; nothing changed`);
  }
  const { [DOMAIN_ID_OUTPUT]: domainId } = await outputsOf(ref, provisioned);
  if (!domainId) {
    throw new Error(
      `The Studio product in account ${accountId} has no output ${DOMAIN_ID_OUTPUT}: the platform team adds it to the product's template.`,
    );
  }
  const domainUrl = await awaitDomain(sageMaker, domainId, signal);
  return { environment, accountId, domainId, domainUrl };
}
