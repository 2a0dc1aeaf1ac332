// IAM actions: sagemaker:ListDomains, DescribeDomain, ListNotebookInstances, DescribeNotebookInstance,
// ListTags; kms:DescribeKey.
import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import {
  DescribeDomainCommand,
  DescribeNotebookInstanceCommand,
  paginateListDomains,
  paginateListNotebookInstances,
  paginateListTags,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type {
  DomainEvidence,
  KeyEvidence,
  NotebookEvidence,
  StudioEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { explainAwsError } from '@mlops-portal/backstage-plugin-mlops-node';

/** The tags that Service Catalog puts on what it provisions. */
const SERVICE_CATALOG_TAGS = 'aws:servicecatalog:';

async function describeKey(
  kms: KMSClient,
  keyId: string,
): Promise<KeyEvidence> {
  try {
    const { KeyMetadata } = await kms.send(
      new DescribeKeyCommand({ KeyId: keyId }),
    );
    return { keyId, arn: KeyMetadata?.Arn, manager: KeyMetadata?.KeyManager };
  } catch (error) {
    const { message } = explainAwsError(error, {
      tried: 'describe the key',
      on: keyId,
    });
    return { keyId, unknownReason: message };
  }
}

async function isFromServiceCatalog(
  client: SageMakerClient,
  arn: string,
): Promise<boolean> {
  for await (const page of paginateListTags({ client }, { ResourceArn: arn })) {
    if (page.Tags?.some(({ Key }) => Key?.startsWith(SERVICE_CATALOG_TAGS))) {
      return true;
    }
  }
  return false;
}

async function collectDomains(
  client: SageMakerClient,
  kms: KMSClient,
): Promise<DomainEvidence[]> {
  const domains: DomainEvidence[] = [];
  for await (const page of paginateListDomains({ client }, {})) {
    for (const { DomainId } of page.Domains ?? []) {
      const domain = await client.send(new DescribeDomainCommand({ DomainId }));
      const arn = domain.DomainArn ?? '';
      domains.push({
        domainId: DomainId ?? '',
        arn,
        name: domain.DomainName ?? DomainId ?? '',
        status: domain.Status ?? 'Unknown',
        url: domain.Url,
        networkAccess: domain.AppNetworkAccessType,
        key: domain.KmsKeyId
          ? await describeKey(kms, domain.KmsKeyId)
          : undefined,
        throughServiceCatalog: await isFromServiceCatalog(client, arn),
      });
    }
  }
  return domains;
}

async function collectNotebooks(
  client: SageMakerClient,
  kms: KMSClient,
): Promise<NotebookEvidence[]> {
  const notebooks: NotebookEvidence[] = [];
  for await (const page of paginateListNotebookInstances({ client }, {})) {
    for (const { NotebookInstanceName } of page.NotebookInstances ?? []) {
      const notebook = await client.send(
        new DescribeNotebookInstanceCommand({ NotebookInstanceName }),
      );
      notebooks.push({
        name: NotebookInstanceName ?? '',
        arn: notebook.NotebookInstanceArn ?? '',
        directInternetAccess: notebook.DirectInternetAccess !== 'Disabled',
        key: notebook.KmsKeyId
          ? await describeKey(kms, notebook.KmsKeyId)
          : undefined,
      });
    }
  }
  return notebooks;
}

/**
 * Reads the Studio domains and notebook instances of one account, with the
 * managers of the keys they use.
 *
 * @throws the SDK's exceptions, except for a key that cannot be described: that is kept as a reason
 */
export async function collectStudio(
  sageMaker: SageMakerClient,
  kms: KMSClient,
): Promise<StudioEvidence> {
  return {
    domains: await collectDomains(sageMaker, kms),
    notebooks: await collectNotebooks(sageMaker, kms),
  };
}
