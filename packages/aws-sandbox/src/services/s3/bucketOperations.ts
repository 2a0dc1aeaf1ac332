import type {
  CreateBucketOutput,
  CreateBucketRequest,
  DeleteBucketRequest,
  HeadBucketOutput,
  HeadBucketRequest,
  ListBucketsOutput,
  ListBucketsRequest,
} from '@aws-sdk/client-s3';
import {
  lists,
  reads,
  writes,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import { AwsError } from '../../wire/AwsError';
import { paginate } from '../paging';
import { headError, requireBucket } from './access';
import { createBucket, removeBucket } from './objects';

/** The region whose buckets have no location. */
const FIRST_REGION = 'us-east-1';

function checkLocation(
  { CreateBucketConfiguration }: Validated<CreateBucketRequest>,
  { region }: Call['caller'],
): void {
  const location = CreateBucketConfiguration?.LocationConstraint;
  if ((location ?? FIRST_REGION) !== region) {
    throw new AwsError(
      'IllegalLocationConstraintException',
      `The ${location ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
}

export const bucketOperations: Operations = {
  CreateBucket: writes<CreateBucketRequest, CreateBucketOutput>(
    (input, call) => {
      checkLocation(input, call.caller);
      const { accountId, region } = call.caller;
      createBucket(call, { accountId, region, name: input.Bucket });
      return { Location: `/${input.Bucket}` };
    },
  ),

  HeadBucket: reads<HeadBucketRequest, HeadBucketOutput>((input, call) => {
    try {
      return { BucketRegion: requireBucket(call, input.Bucket).region };
    } catch (error) {
      throw headError(error);
    }
  }),

  ListBuckets: lists<ListBucketsRequest, ListBucketsOutput>((input, call) => {
    const { state, caller, listedUntil } = call;
    const { Prefix = '', MaxBuckets, ContinuationToken } = input;
    const own = state.buckets
      .filter(
        ({ accountId, createdAt, name }) =>
          accountId === caller.accountId &&
          createdAt <= listedUntil &&
          name.startsWith(Prefix),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { page, nextToken } = paginate(own, {
      token: ContinuationToken,
      size: MaxBuckets,
      defaultSize: 10_000,
      question: ['buckets', Prefix],
      invalidToken: () =>
        new AwsError(
          'InvalidArgument',
          'The continuation token provided is incorrect',
        ),
    });
    return {
      Buckets: page.map(({ name, createdAt, region }) => ({
        Name: name,
        CreationDate: new Date(createdAt),
        BucketRegion: region,
      })),
      Owner: { ID: caller.accountId },
      ContinuationToken: nextToken,
    };
  }),

  DeleteBucket: writes<DeleteBucketRequest, {}>(({ Bucket }, call) => {
    removeBucket(call.state, requireBucket(call, Bucket).name);
    return {};
  }),
};
