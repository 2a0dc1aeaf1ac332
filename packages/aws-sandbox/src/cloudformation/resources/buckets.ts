import {
  createBucket,
  findBucket,
  removeBucket,
} from '../../services/s3/objects';
import {
  asHandler,
  generatedName,
  optional,
  without,
  type ResourceType,
} from './ResourceType';

/** AWS::S3::Bucket */
export const bucket: ResourceType = {
  create(context, place, logicalId, properties) {
    const { accountId, region } = place;
    const name =
      optional(properties, 'BucketName') ??
      generatedName(context, place, logicalId).toLocaleLowerCase('en-US');
    const made = asHandler(() =>
      createBucket(context, { accountId, region, name }),
    );
    return {
      physicalId: name,
      undo: () => without(context.state.buckets, made),
    };
  },
  update(_context, _place, physicalId, properties) {
    const name = optional(properties, 'BucketName') ?? physicalId;
    return name === physicalId
      ? { physicalId, undo: () => undefined }
      : undefined;
  },
  remove({ state }, { accountId }, physicalId) {
    if (findBucket(state, physicalId)?.accountId === accountId) {
      asHandler(() => removeBucket(state, physicalId));
    }
  },
  attributes: (_context, { region }, name) => ({
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
    WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
  }),
};
