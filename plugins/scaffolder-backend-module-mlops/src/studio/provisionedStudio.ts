// Studio as Service Catalog provisions it: one provisioned product an account, found by its name.
import {
  DescribeProvisionedProductCommand,
  DescribeRecordCommand,
  ProvisionProductCommand,
  TerminateProvisionedProductCommand,
  type ProvisionedProductDetail,
  type ServiceCatalogClient,
  type Tag,
} from '@aws-sdk/client-service-catalog';
import { isError } from '@backstage/errors';
import {
  explainAwsError,
  explained,
  waitUntil,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { askFor } from '../askFor';
import type { LaunchableProduct } from '../findProduct';

/** Name of the provisioned product: unique in its account and region. */
const STUDIO_NAME = 'mlops-studio';

/** The output of the product that names the SageMaker domain it made. */
const DOMAIN_ID_OUTPUT = 'DomainId';

/** Service Catalog in the account that Studio belongs to. */
export interface StudioAccount {
  client: ServiceCatalogClient;
  accountId: string;
  signal?: AbortSignal;
}

/** Whether Studio is there and usable; a failed update (`TAINTED`) leaves what was there before. */
export function isAvailable(studio: ProvisionedProductDetail): boolean {
  return studio.Status === 'AVAILABLE' || studio.Status === 'TAINTED';
}

/** Whether provisioning failed: such a product can only be terminated. */
export function hasFailed(studio: ProvisionedProductDetail): boolean {
  return studio.Status === 'ERROR';
}

/** The provisioned product of Studio; undefined when there is none. */
export async function findStudio({
  client,
  accountId,
  signal,
}: StudioAccount): Promise<ProvisionedProductDetail | undefined> {
  try {
    const { ProvisionedProductDetail: detail } = await client.send(
      new DescribeProvisionedProductCommand({ Name: STUDIO_NAME }),
      { abortSignal: signal },
    );
    return detail;
  } catch (error) {
    signal?.throwIfAborted();
    if (isError(error) && error.name === 'ResourceNotFoundException') {
      return undefined;
    }
    throw explainAwsError(error, {
      tried: 'look for Studio',
      on: `account ${accountId}`,
    });
  }
}

/**
 * Asks Service Catalog for Studio. The same token a second time changes
 * nothing, and neither does a Studio that appeared meanwhile.
 *
 * @param token - `ProvisionToken`: what makes two requests the same one
 */
export async function provisionStudio(
  account: StudioAccount,
  options: { product: LaunchableProduct; token: string; tags: Tag[] },
): Promise<void> {
  const { client, accountId, signal } = account;
  const { product, token, tags } = options;
  await askFor({
    context: { tried: 'deploy Studio', on: `account ${accountId}` },
    signal,
    send: () =>
      client.send(
        new ProvisionProductCommand({
          ProductId: product.productId,
          ProvisioningArtifactId: product.provisioningArtifactId,
          PathId: product.pathId,
          ProvisionedProductName: STUDIO_NAME,
          ProvisionToken: token,
          Tags: tags,
        }),
        { abortSignal: signal },
      ),
    find: () => findStudio(account),
  });
}

/** Terminates a Studio whose provisioning failed, and waits until it is gone. */
export async function removeFailedStudio(
  account: StudioAccount,
  studio: ProvisionedProductDetail,
): Promise<void> {
  const { client, accountId, signal } = account;
  await explained(
    { tried: 'remove the failed Studio', on: `account ${accountId}` },
    () =>
      client.send(
        new TerminateProvisionedProductCommand({
          ProvisionedProductId: studio.Id,
          TerminateToken: `remove-${studio.Id}`,
        }),
        { abortSignal: signal },
      ),
  );
  await waitUntil({
    what: `the failed Studio in account ${accountId} to be gone`,
    signal,
    poll: async () => ((await findStudio(account)) ? undefined : true),
  });
}

/**
 * Waits until Studio is available.
 *
 * @throws an error with Service Catalog's reason and what to do, when it failed
 */
export async function awaitStudio(
  account: StudioAccount,
  onState: (state: string) => void,
): Promise<ProvisionedProductDetail> {
  let state = '';
  const studio = await waitUntil({
    what: `Studio in account ${account.accountId} to be available`,
    signal: account.signal,
    poll: async () => {
      const found = await findStudio(account);
      const status = found?.Status ?? 'UNDER_CHANGE';
      if (status !== state) {
        state = status;
        onState(status);
      }
      return found && (isAvailable(found) || hasFailed(found))
        ? found
        : undefined;
    },
  });
  if (hasFailed(studio)) {
    throw new Error(
      `Studio could not be deployed into account ${account.accountId}: ${
        studio.StatusMessage?.replace(/\.$/, '') ??
        'Service Catalog gives no reason'
      }. Retry removes what failed and deploys it anew; if it fails again, ask the owner of the product.`,
    );
  }
  return studio;
}

/**
 * The SageMaker domain that a product made.
 *
 * @throws an error that names the output, when the product does not tell
 */
export async function domainIdOf(
  { client, accountId, signal }: StudioAccount,
  studio: ProvisionedProductDetail,
): Promise<string> {
  const { RecordOutputs = [] } = await explained(
    { tried: 'read what Studio consists of', on: `account ${accountId}` },
    () =>
      client.send(
        new DescribeRecordCommand({
          Id:
            studio.LastSuccessfulProvisioningRecordId ??
            studio.LastProvisioningRecordId ??
            studio.LastRecordId,
        }),
        { abortSignal: signal },
      ),
  );
  const domainId = RecordOutputs.find(
    ({ OutputKey }) => OutputKey === DOMAIN_ID_OUTPUT,
  )?.OutputValue;
  if (!domainId) {
    throw new Error(
      `The Studio product in account ${accountId} has no output ${DOMAIN_ID_OUTPUT}: the platform team adds it to the product's template.`,
    );
  }
  return domainId;
}
