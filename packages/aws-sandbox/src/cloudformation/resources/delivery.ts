import {
  addRepository,
  removeRepository,
  repositoryArn,
} from '../../services/codeCommit/repositories';
import { startExecution } from '../../services/codePipeline/executions';
import {
  addPipeline,
  pipelineArn,
  pipelinesOf,
  removePipeline,
  requirePipeline,
  updatePipeline,
  type Declaration,
} from '../../services/codePipeline/pipelines';
import type { Context } from '../../operation';
import type { CodeRepository } from '../../state/delivery';
import {
  asHandler,
  change,
  generatedName,
  missing,
  optional,
  record,
  records,
  required,
  type Properties,
  type ResourceType,
} from './ResourceType';

function repositoryOf(
  { state }: Context,
  id: string,
): CodeRepository | undefined {
  return state.codeRepositories.find(repository => repository.id === id);
}

/** AWS::CodeCommit::Repository */
export const codeRepository: ResourceType = {
  create(context, { accountId, region }, logicalId, properties) {
    const made = asHandler(() =>
      addRepository(context, {
        accountId,
        region,
        name: required(properties, logicalId, 'RepositoryName'),
        description: optional(properties, 'RepositoryDescription'),
        kmsKeyId: optional(properties, 'KmsKeyId'),
      }),
    );
    return {
      physicalId: made.id,
      arn: repositoryArn(made),
      undo: () => removeRepository(context.state, made),
    };
  },
  update(context, _place, physicalId, properties, logicalId) {
    const found = repositoryOf(context, physicalId);
    const name = required(properties, logicalId, 'RepositoryName');
    if (found?.name !== name) {
      return undefined;
    }
    return {
      physicalId,
      arn: repositoryArn(found),
      undo: change(found, {
        changedAt: context.now,
        description: optional(properties, 'RepositoryDescription'),
        kmsKeyId: optional(properties, 'KmsKeyId'),
      }),
    };
  },
  remove(context, _place, physicalId) {
    const found = repositoryOf(context, physicalId);
    if (found) {
      removeRepository(context.state, found);
    }
  },
  attributes(context, _place, physicalId) {
    const found = repositoryOf(context, physicalId);
    const host = `git-codecommit.${found?.region}.amazonaws.com`;
    return {
      Arn: found && repositoryArn(found),
      Name: found?.name,
      CloneUrlHttp: found && `https://${host}/v1/repos/${found.name}`,
      CloneUrlSsh: found && `ssh://${host}/v1/repos/${found.name}`,
    };
  },
};

/** Properties whose keys are not CloudFormation's own. */
const FREE_KEYS = ['Configuration'];

/** Properties as the API of CodePipeline names them, which begins with a small letter. */
function toMembers(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toMembers);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.charAt(0).toLocaleLowerCase('en-US') + name.slice(1),
      FREE_KEYS.includes(name) ? toTexts(each) : toMembers(each),
    ]),
  );
}

function toTexts(configuration: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(configuration).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}

function toDeclaration(
  name: string,
  logicalId: string,
  properties: Properties,
): Declaration {
  const roleArn = required(properties, logicalId, 'RoleArn');
  for (const stage of records(properties, 'Stages')) {
    required(stage, logicalId, 'Name');
    for (const action of records(stage, 'Actions')) {
      required(action, logicalId, 'Name');
      const type = record(action, 'ActionTypeId');
      ['Category', 'Owner', 'Provider', 'Version'].forEach(each =>
        required(type, logicalId, each),
      );
    }
  }
  if (!properties.Stages) {
    throw missing(logicalId, 'Stages');
  }
  const {
    Stages: stages,
    ArtifactStore: artifactStore,
    ExecutionMode: executionMode,
    PipelineType: pipelineType,
    Variables: variables,
  } = properties;
  const given = Object.entries({
    stages,
    artifactStore,
    executionMode,
    pipelineType,
    variables,
  }).filter(([, value]) => value !== undefined);
  return {
    name,
    roleArn,
    ...(toMembers(Object.fromEntries(given)) as Pick<Declaration, 'stages'>),
    ...(properties.ArtifactStores !== undefined && {
      artifactStores: Object.fromEntries(
        records(properties, 'ArtifactStores').map(each => [
          required(each, logicalId, 'Region'),
          toMembers(record(each, 'ArtifactStore')),
        ]),
      ) as Declaration['artifactStores'],
    }),
  };
}

/** AWS::CodePipeline::Pipeline */
export const codePipeline: ResourceType = {
  create(context, place, logicalId, properties) {
    const name =
      optional(properties, 'Name') ?? generatedName(context, place, logicalId);
    const declaration = toDeclaration(name, logicalId, properties);
    const made = asHandler(() => addPipeline(context, place, declaration));
    startExecution(context, made, {
      trigger: {
        type: 'CreatePipeline',
        detail: `arn:aws:sts::${place.accountId}:assumed-role/AWSCloudFormation/AWSCloudFormation`,
      },
    });
    return {
      physicalId: name,
      arn: pipelineArn(made),
      undo: () => removePipeline(context.state, place, name),
    };
  },
  update(context, place, physicalId, properties, logicalId) {
    if ((optional(properties, 'Name') ?? physicalId) !== physicalId) {
      return undefined;
    }
    const declaration = toDeclaration(physicalId, logicalId, properties);
    const found = asHandler(() =>
      requirePipeline(context.state, place, physicalId),
    );
    const undo = change(found, {});
    asHandler(() => updatePipeline(context, found, declaration));
    return { physicalId, arn: pipelineArn(found), undo };
  },
  remove({ state }, place, physicalId) {
    removePipeline(state, place, physicalId);
  },
  attributes: ({ state }, place, physicalId) => ({
    Version: String(
      pipelinesOf(state, place).find(({ name }) => name === physicalId)
        ?.declarations.length ?? 1,
    ),
  }),
};
