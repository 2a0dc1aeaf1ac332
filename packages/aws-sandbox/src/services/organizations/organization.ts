import type {
  DescribeOrganizationResponse,
  ListRootsRequest,
  ListRootsResponse,
} from '@aws-sdk/client-organizations';
import { reads, type Operations } from '../../operation';
import type { State } from '../../state/model';
import { organizationArn, targetArn } from './arns';
import { pageOf } from './page';
import { enabledPolicyTypes, toRoot } from './policyTypes';

function managementEmail(state: State): string | undefined {
  return state.accounts.find(
    ({ id }) => id === state.organization.managementAccountId,
  )?.email;
}

export const organizationOperations: Operations = {
  DescribeOrganization: reads<{}, DescribeOrganizationResponse>(
    (_input, { state }) => {
      const { id, managementAccountId } = state.organization;
      return {
        Organization: {
          Id: id,
          Arn: organizationArn(state),
          FeatureSet: 'ALL',
          MasterAccountId: managementAccountId,
          MasterAccountArn: targetArn(state, managementAccountId),
          MasterAccountEmail: managementEmail(state),
          AvailablePolicyTypes: enabledPolicyTypes(state),
        },
      };
    },
  ),

  ListRoots: reads<ListRootsRequest, ListRootsResponse>((input, { state }) => {
    const { page, nextToken } = pageOf([toRoot(state)], input, 'roots');
    return { Roots: page, NextToken: nextToken };
  }),
};
