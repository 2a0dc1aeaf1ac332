// Service Catalog's provisioned products, found by their name, which is unique in an account and region.
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
import { askFor } from './askFor';
import { changesOnly } from './changesOnly';
import type { LaunchableProduct } from './findProduct';

/** Which provisioned product is meant, and how it is spoken of. */
export interface ProvisionedProductRef {
  client: ServiceCatalogClient;
  /** Its name: unique in its account and region. */
  name: string;
  /** What it is to a person, for messages: `Studio in account 123456789012`. */
  what: string;
  signal?: AbortSignal;
}

/** Whether it is there and usable; a failed update (`TAINTED`) leaves what was there before. */
export function isAvailable(provisioned: ProvisionedProductDetail): boolean {
  return provisioned.Status === 'AVAILABLE' || provisioned.Status === 'TAINTED';
}

/** Whether provisioning failed: such a product can only be terminated. */
export function hasFailed(provisioned: ProvisionedProductDetail): boolean {
  return provisioned.Status === 'ERROR';
}

/** The provisioned product; undefined when there is none. */
export async function findProvisioned({
  client,
  name,
  what,
  signal,
}: ProvisionedProductRef): Promise<ProvisionedProductDetail | undefined> {
  try {
    const { ProvisionedProductDetail: detail } = await client.send(
      new DescribeProvisionedProductCommand({ Name: name }),
      { abortSignal: signal },
    );
    return detail;
  } catch (error) {
    signal?.throwIfAborted();
    if (isError(error) && error.name === 'ResourceNotFoundException') {
      return undefined;
    }
    throw explainAwsError(error, { tried: 'look for', on: what });
  }
}

/**
 * Asks Service Catalog for a product. The same token a second time changes
 * nothing, and neither does one of the same name that appeared meanwhile.
 *
 * @param token - `ProvisionToken`: what makes two requests the same one
 */
export async function provision(
  ref: ProvisionedProductRef,
  options: {
    product: LaunchableProduct;
    token: string;
    tags: Tag[];
    parameters?: Record<string, string>;
  },
): Promise<void> {
  const { client, name, what, signal } = ref;
  const { product, token, tags, parameters = {} } = options;
  await askFor({
    context: { tried: 'provision', on: what },
    signal,
    send: () =>
      client.send(
        new ProvisionProductCommand({
          ProductId: product.productId,
          ProvisioningArtifactId: product.provisioningArtifactId,
          PathId: product.pathId,
          ProvisionedProductName: name,
          ProvisioningParameters: Object.entries(parameters).map(
            ([Key, Value]) => ({ Key, Value }),
          ),
          ProvisionToken: token,
          Tags: tags,
        }),
        { abortSignal: signal },
      ),
    find: () => findProvisioned(ref),
  });
}

/** Terminates a provisioned product, and waits until it is gone. */
export async function removeProvisioned(
  ref: ProvisionedProductRef,
  provisioned: ProvisionedProductDetail,
): Promise<void> {
  const { client, what, signal } = ref;
  await explained({ tried: 'remove', on: what }, () =>
    client.send(
      new TerminateProvisionedProductCommand({
        ProvisionedProductId: provisioned.Id,
        TerminateToken: `remove-${provisioned.Id}`,
      }),
      { abortSignal: signal },
    ),
  );
  await waitUntil({
    what: `${what} to be gone`,
    signal,
    poll: async () => ((await findProvisioned(ref)) ? undefined : true),
  });
}

/**
 * Waits until a provisioned product is available or has failed.
 *
 * @param onState - told each `ProvisionedProductStatus`
 */
export async function awaitProvisioned(
  ref: ProvisionedProductRef,
  onState: (state: string) => void,
): Promise<ProvisionedProductDetail> {
  const tell = changesOnly(onState);
  return waitUntil({
    what: `${ref.what} to be available`,
    signal: ref.signal,
    poll: async () => {
      const found = await findProvisioned(ref);
      tell(found?.Status ?? 'UNDER_CHANGE');
      return found && (isAvailable(found) || hasFailed(found))
        ? found
        : undefined;
    },
  });
}

/** Service Catalog's own words for why provisioning failed, without a full stop at their end. */
export function failureOf(provisioned: ProvisionedProductDetail): string {
  return (
    provisioned.StatusMessage?.replace(/\.\s*$/, '') ??
    'Service Catalog gives no reason'
  );
}

/** What an available product tells of itself: the outputs of the record that made it so, by key. */
export async function outputsOf(
  { client, what, signal }: ProvisionedProductRef,
  provisioned: ProvisionedProductDetail,
): Promise<Record<string, string>> {
  const { RecordOutputs = [] } = await explained(
    { tried: 'read the outputs', on: what },
    () =>
      client.send(
        new DescribeRecordCommand({
          Id:
            provisioned.LastSuccessfulProvisioningRecordId ??
            provisioned.LastProvisioningRecordId ??
            provisioned.LastRecordId,
        }),
        { abortSignal: signal },
      ),
  );
  return Object.fromEntries(
    RecordOutputs.map(({ OutputKey = '', OutputValue = '' }) => [
      OutputKey,
      OutputValue,
    ]),
  );
}

/**
 * Finds a provisioned product or asks for it, and waits until it is available
 * or has failed. One that failed earlier is removed and asked for anew; one that
 * is under way is waited for.
 *
 * @param options.token - `ProvisionToken` of the first request; the same whenever a task comes by again
 * @param options.ask - asks Service Catalog for it with a token
 * @param options.checkpoint - keeps that it was asked for; its effect runs once in a task
 * @param options.log - tells the person who watches
 * @returns it, and whether it was there before
 */
export async function ensureProvisioned(
  ref: ProvisionedProductRef,
  options: {
    token: string;
    ask: (token: string) => Promise<void>;
    checkpoint?: (effect: () => Promise<void>) => Promise<void>;
    log: (message: string) => void;
  },
): Promise<{ provisioned: ProvisionedProductDetail; existed: boolean }> {
  const { ask, checkpoint = effect => effect(), log } = options;
  let { token } = options;
  let found = await findProvisioned(ref);
  if (found && hasFailed(found)) {
    log(`an earlier attempt at ${ref.what} failed; removing it`);
    await removeProvisioned(ref, found);
    token = `${token}-after-${found.Id}`;
    found = undefined;
  }
  if (found && isAvailable(found)) {
    return { provisioned: found, existed: true };
  }
  if (found) {
    log(`${ref.what} was begun before; going on with that`);
  } else {
    await checkpoint(() => ask(token));
    // A retry does not run what it has a checkpoint of, but what was made then
    // may have failed and been removed since.
    if (!(await findProvisioned(ref))) {
      await ask(token);
    }
  }
  const provisioned = await awaitProvisioned(ref, state =>
    log(`${ref.what}: ${state}`),
  );
  return { provisioned, existed: false };
}
