// What becomes of a provisioned product: the stack behind it.
import { realise } from '../../cloudformation/stack';
import { StackError } from '../../cloudformation/StackError';
import { AWS_SECONDS } from '../../durations';
import { schedule, type Context } from '../../operation';
import type { Project, ProvisionedProduct, State } from '../../state/model';
import { notebookArn } from '../sageMaker/notebooks';
import { removeProject } from '../sageMaker/projectWork';
import { portfolioArn, productArn, provisionedProductArn } from './arns';
import { recordOf } from './provision';

interface StackWork {
  provisionedProductId: string;
}

/** How long KMS keeps a key whose stack was deleted. */
const KEY_DELETION_WINDOW = 30 * 24 * 60 * 60 * 1000;

function find(
  { state }: Context,
  { provisionedProductId }: StackWork,
): ProvisionedProduct | undefined {
  return state.provisionedProducts.find(
    ({ id }) => id === provisionedProductId,
  );
}

function projectOf(
  state: State,
  provisioned: ProvisionedProduct,
): Project | undefined {
  return state.projects.find(({ id }) => id === provisioned.projectId);
}

/** The tags that Service Catalog and CloudFormation put on what they make. */
function stackTags(
  state: State,
  provisioned: ProvisionedProduct,
  logicalId: string,
): Record<string, string> {
  const product = state.products.find(({ id }) => id === provisioned.productId);
  return {
    ...provisioned.tags,
    ...(product && { 'aws:servicecatalog:productArn': productArn(product) }),
    'aws:servicecatalog:portfolioArn': portfolioArn(
      state.portfolio,
      provisioned.region,
    ),
    'aws:servicecatalog:provisionedProductArn':
      provisionedProductArn(provisioned),
    'aws:servicecatalog:provisioningArtifactIdentifier': provisioned.artifactId,
    'aws:servicecatalog:provisioningPrincipalArn': provisioned.principalArn,
    'aws:cloudformation:stack-name': provisioned.stackName,
    'aws:cloudformation:stack-id': provisioned.stackArn,
    'aws:cloudformation:logical-id': logicalId,
  };
}

function fail(
  { state, now }: Context,
  provisioned: ProvisionedProduct,
  message: string,
): void {
  provisioned.status = 'ERROR';
  provisioned.statusMessage = message;
  const record = recordOf(state, provisioned.lastRecordId);
  record.status = 'FAILED';
  record.updatedAt = now;
  record.error = { code: 'CFNStackException', description: message };
  const project = projectOf(state, provisioned);
  if (project) {
    project.status = 'CreateFailed';
    project.message = message;
  }
}

/** Creates the stack of a provisioned product. */
export function createStack(context: Context, work: StackWork): void {
  const { state, now } = context;
  const provisioned = find(context, work);
  if (!provisioned) {
    return;
  }
  const record = recordOf(state, provisioned.lastRecordId);
  record.status = 'IN_PROGRESS';
  record.updatedAt = now;
  const template = state.products
    .find(({ id }) => id === provisioned.productId)
    ?.artifacts.find(({ id }) => id === provisioned.artifactId)?.template;
  if (!template) {
    fail(context, provisioned, 'The version of the product does not exist.');
    return;
  }
  try {
    const stack = realise(
      context,
      template,
      provisioned.parameters,
      provisioned,
    );
    provisioned.resources = stack.resources;
    provisioned.outputs = stack.outputs;
    for (const [logicalId, arn] of Object.entries(stack.arns)) {
      state.tags[arn] = {
        ...state.tags[arn],
        ...stackTags(state, provisioned, logicalId),
      };
    }
    schedule(context, AWS_SECONDS.createStack + stack.awsSeconds, {
      kind: 'complete-stack',
      provisionedProductId: provisioned.id,
    });
  } catch (error) {
    if (!(error instanceof StackError)) {
      throw error;
    }
    fail(context, provisioned, error.message);
  }
}

/** Finishes the stack of a provisioned product. */
export function completeStack(context: Context, work: StackWork): void {
  const { state, now } = context;
  const provisioned = find(context, work);
  if (!provisioned) {
    return;
  }
  provisioned.status = 'AVAILABLE';
  const record = recordOf(state, provisioned.lastRecordId);
  record.status = 'SUCCEEDED';
  record.updatedAt = now;
  record.outputs = [
    {
      key: 'CloudformationStackARN',
      value: provisioned.stackArn,
      description: 'The ARN of the launched Cloudformation Stack',
    },
    ...provisioned.outputs,
  ];
  const project = projectOf(state, provisioned);
  if (project) {
    project.status = 'CreateCompleted';
  }
}

/** Deletes the stack of a provisioned product, and with it the project it is behind. */
export function deleteStack(
  context: Context,
  work: StackWork & { recordId: string },
): void {
  const { state, now } = context;
  const provisioned = find(context, work);
  if (!provisioned) {
    return;
  }
  const physicalIds = Object.values(provisioned.resources).map(
    ({ physicalId }) => physicalId,
  );
  state.notebooks = state.notebooks.filter(
    notebook => !physicalIds.includes(notebookArn(notebook)),
  );
  for (const key of state.keys) {
    if (physicalIds.includes(key.id)) {
      key.deletionAt = now + KEY_DELETION_WINDOW;
      key.aliases = key.aliases.filter(alias => !physicalIds.includes(alias));
    }
  }
  state.provisionedProducts.splice(
    state.provisionedProducts.indexOf(provisioned),
    1,
  );
  const record = recordOf(state, work.recordId);
  record.status = 'SUCCEEDED';
  record.updatedAt = now;
  const project = projectOf(state, provisioned);
  if (project) {
    removeProject(state, project);
  }
}
