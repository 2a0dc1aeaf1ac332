import {
  DescribeDomainCommand,
  DescribeNotebookInstanceCommand,
  paginateListDomains,
  paginateListNotebookInstances,
  paginateListTags,
  type DomainDetails,
  type NotebookInstanceSummary,
} from '@aws-sdk/client-sagemaker';
import {
  ACCOUNT_CONCERNS,
  type DomainEvidence,
  type NotebookEvidence,
  type StudioEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  API_CALL,
  type AccountCollector,
  type CollectorContext,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { describeKey } from './keys';
import { PAGE_SIZE } from './listing';

type Context = CollectorContext<StudioEvidence>;

/** The tags that Service Catalog puts on what it provisions. */
const SERVICE_CATALOG_TAGS = 'aws:servicecatalog:';

async function isFromServiceCatalog(
  { aws, signal }: Context,
  arn: string,
): Promise<boolean> {
  const pages = paginateListTags(
    { client: aws.sageMaker },
    { ResourceArn: arn },
    { abortSignal: signal },
  );
  for await (const { Tags } of pages) {
    if (Tags?.some(({ Key }) => Key?.startsWith(SERVICE_CATALOG_TAGS))) {
      return true;
    }
  }
  return false;
}

/** Whether what was seen of something still holds, as far as a list tells; a key that could not be described is asked for again. */
function holds(
  before: Pick<DomainEvidence, 'lastModifiedAt' | 'key'> | undefined,
  lastModified: Date | undefined,
): boolean {
  return (
    before !== undefined &&
    before.lastModifiedAt === lastModified?.toISOString() &&
    !before.key?.unknownReason
  );
}

async function describeDomain(
  context: Context,
  { DomainId = '', LastModifiedTime, Status }: DomainDetails,
): Promise<DomainEvidence> {
  const before = context.before?.domains.find(
    ({ domainId }) => domainId === DomainId,
  );
  if (before && before.status === Status && holds(before, LastModifiedTime)) {
    return before;
  }
  const { aws, signal } = context;
  const domain = await aws.sageMaker.send(
    new DescribeDomainCommand({ DomainId }),
    { abortSignal: signal },
  );
  const arn = domain.DomainArn ?? '';
  return {
    domainId: DomainId,
    arn,
    name: domain.DomainName ?? DomainId,
    status: domain.Status ?? 'Unknown',
    url: domain.Url,
    networkAccess: domain.AppNetworkAccessType,
    key: domain.KmsKeyId
      ? await describeKey(aws.kms, domain.KmsKeyId, signal)
      : undefined,
    throughServiceCatalog: await isFromServiceCatalog(context, arn),
    lastModifiedAt: LastModifiedTime?.toISOString(),
  };
}

async function describeNotebook(
  context: Context,
  { NotebookInstanceName = '', LastModifiedTime }: NotebookInstanceSummary,
): Promise<NotebookEvidence> {
  const before = context.before?.notebooks.find(
    ({ name }) => name === NotebookInstanceName,
  );
  if (before && holds(before, LastModifiedTime)) {
    return before;
  }
  const { aws, signal } = context;
  const notebook = await aws.sageMaker.send(
    new DescribeNotebookInstanceCommand({ NotebookInstanceName }),
    { abortSignal: signal },
  );
  return {
    name: NotebookInstanceName,
    arn: notebook.NotebookInstanceArn ?? '',
    directInternetAccess: notebook.DirectInternetAccess !== 'Disabled',
    key: notebook.KmsKeyId
      ? await describeKey(aws.kms, notebook.KmsKeyId, signal)
      : undefined,
    lastModifiedAt: LastModifiedTime?.toISOString(),
  };
}

/** Studio domains and notebook instances, with the managers of the keys they use. */
export const studioCollector: AccountCollector<StudioEvidence> = {
  concern: 'studio',
  what: 'Studio domains and notebook instances',
  schema: ACCOUNT_CONCERNS.studio,
  iamActions: [
    'sagemaker:ListDomains',
    'sagemaker:DescribeDomain',
    'sagemaker:ListTags',
    'sagemaker:ListNotebookInstances',
    'sagemaker:DescribeNotebookInstance',
    'kms:DescribeKey',
  ],
  events: [
    {
      source: 'aws.sagemaker',
      detailTypes: [API_CALL],
      eventNames: [
        'CreateDomain',
        'UpdateDomain',
        'DeleteDomain',
        'CreateNotebookInstance',
        'UpdateNotebookInstance',
        'DeleteNotebookInstance',
      ],
    },
    // Studio is a product of Service Catalog: when its stack is done, the domain is.
    {
      source: 'aws.cloudformation',
      detailTypes: ['CloudFormation Stack Status Change'],
    },
  ],
  async collect(context) {
    const { aws, signal } = context;
    const options = [
      { client: aws.sageMaker, pageSize: PAGE_SIZE },
      {},
      { abortSignal: signal },
    ] as const;
    const domains: DomainEvidence[] = [];
    for await (const { Domains = [] } of paginateListDomains(...options)) {
      for (const domain of Domains) {
        domains.push(await describeDomain(context, domain));
      }
    }
    const notebooks: NotebookEvidence[] = [];
    for await (const {
      NotebookInstances = [],
    } of paginateListNotebookInstances(...options)) {
      for (const notebook of NotebookInstances) {
        notebooks.push(await describeNotebook(context, notebook));
      }
    }
    return {
      domains: domains.sort((a, b) => a.domainId.localeCompare(b.domainId)),
      notebooks: notebooks.sort((a, b) => a.name.localeCompare(b.name)),
    };
  },
};
