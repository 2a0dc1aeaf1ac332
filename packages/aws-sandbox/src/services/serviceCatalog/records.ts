import type {
  DescribeRecordInput,
  DescribeRecordOutput,
  RecordDetail,
} from '@aws-sdk/client-service-catalog';
import { reads, type Operations } from '../../operation';
import type { ProvisioningRecord, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { pageOf } from './page';
import { typeOf } from './shapes';

/** A record as Service Catalog answers it. */
export function toRecordDetail(
  state: State,
  record: ProvisioningRecord,
): RecordDetail {
  return {
    RecordId: record.id,
    RecordType: record.type,
    Status: record.status,
    CreatedTime: new Date(record.createdAt),
    UpdatedTime: new Date(record.updatedAt),
    ProvisionedProductId: record.provisionedProductId,
    ProvisionedProductName: record.provisionedProductName,
    ProvisionedProductType: typeOf(state, record.productId),
    ProductId: record.productId,
    ProvisioningArtifactId: record.artifactId,
    PathId: state.portfolios.find(({ id }) => id === record.portfolioId)
      ?.pathId,
    RecordErrors: record.error
      ? [{ Code: record.error.code, Description: record.error.description }]
      : [],
    RecordTags: [],
  };
}

export const recordOperations: Operations = {
  DescribeRecord: reads<DescribeRecordInput, DescribeRecordOutput>(
    (input, { state, caller }) => {
      const record = state.records.find(
        ({ id, accountId, region }) =>
          id === input.Id &&
          accountId === caller.accountId &&
          region === caller.region,
      );
      if (!record) {
        throw new AwsError(
          'ResourceNotFoundException',
          `Record ${input.Id} not found.`,
        );
      }
      const { page, NextPageToken } = pageOf(
        record.outputs,
        input,
        'DescribeRecord',
      );
      return {
        RecordDetail: toRecordDetail(state, record),
        RecordOutputs: page.map(({ key, value, description }) => ({
          OutputKey: key,
          OutputValue: value,
          Description: description,
        })),
        NextPageToken,
      };
    },
  ),
};
