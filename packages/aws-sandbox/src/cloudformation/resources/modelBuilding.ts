import { AWS_SECONDS } from '../../durations';
import type { Context } from '../../operation';
import { readResourcePolicy } from '../../services/sageMaker/modelPackageAccess';
import {
  addModelPackageGroup,
  findGroup,
  modelPackageGroupArn,
  newModelPackageGroup,
  removeModelPackageGroup,
} from '../../services/sageMaker/modelPackageGroups';
import { pipelineArn } from '../../services/sageMaker/pipelineArns';
import { readObject } from '../../services/s3/objects';
import {
  addPipeline,
  changePipeline,
  findPipeline,
  newPipeline,
  removePipeline,
} from '../../services/sageMaker/pipelines';
import {
  addTrackingServer,
  findTrackingServer,
  newTrackingServer,
  startChange,
  trackingServerArn,
} from '../../services/sageMaker/trackingServers';
import { serviceIdentity } from '../../services/sageMaker/userContext';
import { StackError } from '../StackError';
import {
  asHandler,
  change,
  generatedName,
  missing,
  optional,
  record,
  required,
  without,
  type Properties,
  type ResourceType,
  type StackPlace,
} from './ResourceType';

const SIZES = ['Small', 'Medium', 'Large'] as const;

function cloudFormation({ accountId }: StackPlace) {
  return serviceIdentity(accountId, 'AWSCloudFormation', 'AWSCloudFormation');
}

/** A property that is JSON, as such or as a text. */
function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The definition of a pipeline: in its body, in S3, or the property itself. */
function definitionIn(
  { state }: Context,
  logicalId: string,
  properties: Properties,
): string {
  const declared = record(properties, 'PipelineDefinition');
  const { PipelineDefinitionBody, PipelineDefinitionS3Location } = declared;
  if (PipelineDefinitionBody !== undefined) {
    return jsonText(PipelineDefinitionBody);
  }
  if (PipelineDefinitionS3Location !== undefined) {
    const location = record(declared, 'PipelineDefinitionS3Location');
    const bucket = required(location, logicalId, 'Bucket');
    const key = required(location, logicalId, 'Key');
    const body = readObject(state, bucket, key);
    if (!body) {
      throw new StackError(
        `Could not read the pipeline definition s3://${bucket}/${key}.`,
      );
    }
    return Buffer.from(body).toString('utf8');
  }
  if (declared.Steps === undefined) {
    throw missing(logicalId, 'PipelineDefinition');
  }
  return JSON.stringify(declared);
}

function pipelineOptions(
  context: Context,
  logicalId: string,
  properties: Properties,
) {
  const parallelism = optional(
    record(properties, 'ParallelismConfiguration'),
    'MaxParallelExecutionSteps',
  );
  return {
    definition: definitionIn(context, logicalId, properties),
    roleArn: required(properties, logicalId, 'RoleArn'),
    displayName: optional(properties, 'PipelineDisplayName'),
    description: optional(properties, 'PipelineDescription'),
    parallelism: parallelism === undefined ? undefined : Number(parallelism),
  };
}

/** AWS::SageMaker::Pipeline */
export const pipeline: ResourceType = {
  create(context, place, logicalId, properties) {
    const { accountId, region } = place;
    const made = asHandler(() => {
      const item = newPipeline(context, {
        accountId,
        region,
        name: required(properties, logicalId, 'PipelineName'),
        createdBy: cloudFormation(place),
        ...pipelineOptions(context, logicalId, properties),
      });
      addPipeline(context, item);
      return item;
    });
    return {
      physicalId: made.name,
      arn: pipelineArn(made),
      undo: () => without(context.state.pipelines, made),
    };
  },
  update(context, place, physicalId, properties, logicalId) {
    const found = findPipeline(context.state, place, physicalId);
    if (
      !found ||
      required(properties, logicalId, 'PipelineName') !== physicalId
    ) {
      return undefined;
    }
    const { definition, ...rest } = pipelineOptions(
      context,
      logicalId,
      properties,
    );
    const isSame = found.versions.at(-1)?.definition === definition;
    const undo = change(found, { versions: [...found.versions] });
    asHandler(() =>
      changePipeline(
        context,
        found,
        { ...rest, definition: isSame ? undefined : definition },
        cloudFormation(place),
      ),
    );
    return { physicalId, arn: pipelineArn(found), undo };
  },
  remove(context, place, physicalId) {
    const found = findPipeline(context.state, place, physicalId);
    if (found) {
      asHandler(() => removePipeline(context, found));
    }
  },
  attributes: () => ({}),
};

function groupOf({ state }: Context, place: StackPlace, arn: string) {
  return findGroup(state, place, arn.split('/').at(-1) ?? arn);
}

function declaredGroup(properties: Properties) {
  const policy = properties.ModelPackageGroupPolicy;
  const text = policy === undefined ? undefined : jsonText(policy);
  if (text !== undefined) {
    asHandler(() => readResourcePolicy(text));
  }
  return {
    description: optional(properties, 'ModelPackageGroupDescription'),
    policy: text,
  };
}

/** AWS::SageMaker::ModelPackageGroup */
export const modelPackageGroup: ResourceType = {
  create(context, place, logicalId, properties) {
    const { accountId, region } = place;
    const made = newModelPackageGroup(context, {
      accountId,
      region,
      name: required(properties, logicalId, 'ModelPackageGroupName'),
      createdBy: cloudFormation(place),
      ...declaredGroup(properties),
    });
    asHandler(() => addModelPackageGroup(context, made));
    const arn = modelPackageGroupArn(made);
    return {
      physicalId: arn,
      arn,
      undo: () => without(context.state.modelPackageGroups, made),
    };
  },
  update(context, place, physicalId, properties, logicalId) {
    const found = groupOf(context, place, physicalId);
    const name = required(properties, logicalId, 'ModelPackageGroupName');
    const declared = declaredGroup(properties);
    // SageMaker changes the policy of a group that is there, and nothing else.
    return found?.name === name && found.description === declared.description
      ? { physicalId, arn: physicalId, undo: change(found, declared) }
      : undefined;
  },
  remove(context, place, physicalId) {
    const found = groupOf(context, place, physicalId);
    if (found) {
      asHandler(() => removeModelPackageGroup(context, found));
    }
  },
  attributes(context, place, physicalId) {
    const found = groupOf(context, place, physicalId);
    return {
      ModelPackageGroupArn: physicalId,
      ModelPackageGroupStatus: 'Completed',
      CreationTime: found && new Date(found.createdAt).toISOString(),
    };
  },
};

/** AWS::SageMaker::MlflowTrackingServer */
export const trackingServer: ResourceType = {
  create(context, place, logicalId, properties) {
    const { accountId, region } = place;
    const { state } = context;
    const size = optional(properties, 'TrackingServerSize');
    const made = newTrackingServer(context, {
      accountId,
      region,
      name:
        optional(properties, 'TrackingServerName') ??
        generatedName(context, place, logicalId),
      artifactStoreUri: required(properties, logicalId, 'ArtifactStoreUri'),
      roleArn: required(properties, logicalId, 'RoleArn'),
      createdBy: cloudFormation(place),
      size: SIZES.find(known => known === size),
      mlflowVersion: optional(properties, 'MlflowVersion'),
      automaticModelRegistration:
        optional(properties, 'AutomaticModelRegistration') === 'true',
      weeklyMaintenanceWindowStart: optional(
        properties,
        'WeeklyMaintenanceWindowStart',
      ),
    });
    asHandler(() => addTrackingServer(context, made));
    const arn = trackingServerArn(made);
    return {
      physicalId: made.name,
      arn,
      awsSeconds: AWS_SECONDS.createTrackingServer,
      undo() {
        without(state.trackingServers, made);
        state.work = state.work.filter(
          work =>
            work.kind !== 'complete-tracking-server' ||
            work.trackingServerArn !== arn,
        );
      },
    };
  },
  remove(context, place, physicalId) {
    const found = findTrackingServer(context.state, place, physicalId);
    if (found && found.status !== 'Deleting') {
      startChange(context, found, 'Deleting', cloudFormation(place));
    }
  },
  attributes: (_context, { accountId, region }, name) => ({
    TrackingServerArn: trackingServerArn({ accountId, region, name }),
  }),
};
