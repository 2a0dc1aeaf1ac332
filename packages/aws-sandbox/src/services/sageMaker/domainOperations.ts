import type {
  CreateDomainRequest,
  CreateDomainResponse,
  DeleteDomainRequest,
  DescribeDomainRequest,
  DescribeDomainResponse,
  ListDomainsRequest,
  ListDomainsResponse,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
} from '../../operation';
import type { Domain } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import {
  addDomain,
  domainArn,
  domainUrl,
  newDomain,
  startDomainDeletion,
} from './domains';
import { pageOf } from './page';
import { toTagMap } from './tagMap';

function ownDomains({ state, caller }: Call): Domain[] {
  return state.domains.filter(
    ({ accountId, region }) =>
      accountId === caller.accountId && region === caller.region,
  );
}

function requireDomain(call: Call, domainId: string): Domain {
  const domain = ownDomains(call).find(({ id }) => id === domainId);
  if (!domain) {
    throw new AwsError(
      'ResourceNotFound',
      `Domain [${domainId}] does not exist.`,
    );
  }
  return domain;
}

export const domainOperations: Operations = {
  CreateDomain: writes<CreateDomainRequest, CreateDomainResponse>(
    (input, call) => {
      const { accountId, region } = call.caller;
      const tags = toTagMap(input.Tags);
      const domain = newDomain(call, {
        accountId,
        region,
        name: input.DomainName,
        authMode: input.AuthMode,
        networkAccess: input.AppNetworkAccessType ?? 'PublicInternetOnly',
        kmsKeyId: input.KmsKeyId ?? input.HomeEfsFileSystemKmsKeyId,
        vpcId: input.VpcId,
        subnetIds: input.SubnetIds ?? [],
        executionRole: input.DefaultUserSettings.ExecutionRole,
      });
      if (domain.networkAccess === 'VpcOnly' && !domain.vpcId) {
        throw new AwsError(
          'ValidationException',
          'VpcId is required when AppNetworkAccessType is VpcOnly.',
        );
      }
      addDomain(call, domain);
      call.state.tags[domainArn(domain)] = tags;
      return {
        DomainArn: domainArn(domain),
        DomainId: domain.id,
        Url: domainUrl(domain),
      };
    },
  ),

  DescribeDomain: reads<DescribeDomainRequest, DescribeDomainResponse>(
    ({ DomainId }, call) => {
      const domain = requireDomain(call, DomainId);
      return {
        DomainArn: domainArn(domain),
        DomainId: domain.id,
        DomainName: domain.name,
        HomeEfsFileSystemId: domain.fileSystemId,
        Status: domain.status,
        CreationTime: new Date(domain.createdAt),
        LastModifiedTime: new Date(domain.changedAt),
        AuthMode: domain.authMode,
        DefaultUserSettings: { ExecutionRole: domain.executionRole },
        AppNetworkAccessType: domain.networkAccess,
        SubnetIds: domain.subnetIds,
        Url: domainUrl(domain),
        VpcId: domain.vpcId,
        KmsKeyId: domain.kmsKeyId,
      };
    },
  ),

  ListDomains: lists<ListDomainsRequest, ListDomainsResponse>((input, call) => {
    const { page, NextToken } = pageOf(
      ownDomains(call).filter(({ createdAt }) => createdAt <= call.listedUntil),
      input,
      'ListDomains',
    );
    return {
      Domains: page.map(domain => ({
        DomainArn: domainArn(domain),
        DomainId: domain.id,
        DomainName: domain.name,
        Status: domain.status,
        CreationTime: new Date(domain.createdAt),
        LastModifiedTime: new Date(domain.changedAt),
        Url: domainUrl(domain),
      })),
      NextToken,
    };
  }),

  DeleteDomain: writes<DeleteDomainRequest, {}>(({ DomainId }, call) => {
    const domain = requireDomain(call, DomainId);
    if (domain.status !== 'InService') {
      throw new AwsError(
        'ResourceInUse',
        `Domain [${DomainId}] is ${domain.status}; it can be deleted when it is InService.`,
      );
    }
    startDomainDeletion(call, domain);
    return {};
  }),
};
