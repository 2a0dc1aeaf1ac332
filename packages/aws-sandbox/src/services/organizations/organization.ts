import type {
  DescribeOrganizationResponse,
  ListRootsRequest,
  ListRootsResponse,
} from '@aws-sdk/client-organizations';
import { reads, type Operations } from '../../operation';
import type { State } from '../../state/model';
import { organizationArn, targetArn } from './arns';
import { pageOf } from './page';

const POLICY_TYPES = [
  { Type: 'SERVICE_CONTROL_POLICY' as const, Status: 'ENABLED' as const },
];

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
          AvailablePolicyTypes: POLICY_TYPES,
        },
      };
    },
  ),

  ListRoots: reads<ListRootsRequest, ListRootsResponse>((input, { state }) => {
    const { rootId } = state.organization;
    const root = {
      Id: rootId,
      Arn: targetArn(state, rootId),
      Name: 'Root',
      PolicyTypes: POLICY_TYPES,
    };
    const { page, nextToken } = pageOf([root], input, 'roots');
    return { Roots: page, NextToken: nextToken };
  }),
};
