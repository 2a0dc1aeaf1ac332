// What becomes of a provisioned product: the stack behind it.
import { addStack, work as workOn } from '../../cloudformation/lifecycle';
import { StackError } from '../../cloudformation/StackError';
import { addTemplate, templateOf } from '../../cloudformation/templates';
import type { Context } from '../../operation';
import type {
  Portfolio,
  Product,
  Project,
  ProvisionedProduct,
  Stack,
  State,
} from '../../state/model';
import { findRole } from '../iam/roles';
import { portfolioArn, productArn, provisionedProductArn } from './arns';
import { recordOf } from './provision';
import { endProvisionedProduct } from './terminate';

function projectOf(
  state: State,
  provisioned: ProvisionedProduct,
): Project | undefined {
  return state.projects.find(({ id }) => id === provisioned.projectId);
}

/** The tags that Service Catalog puts on what it makes. */
function stackTags(
  provisioned: ProvisionedProduct,
  product: Product,
  portfolio: Portfolio,
): Record<string, string> {
  return {
    ...provisioned.tags,
    'aws:servicecatalog:productArn': productArn(product),
    'aws:servicecatalog:portfolioArn': portfolioArn(portfolio),
    'aws:servicecatalog:provisionedProductArn':
      provisionedProductArn(provisioned),
    'aws:servicecatalog:provisioningArtifactIdentifier': provisioned.artifactId,
    'aws:servicecatalog:provisioningPrincipalArn': provisioned.principalArn,
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

/** Has the stack of a provisioned product created. */
export function startProvisioning(
  context: Context,
  work: { provisionedProductId: string },
): void {
  const { state, now } = context;
  const provisioned = state.provisionedProducts.find(
    ({ id }) => id === work.provisionedProductId,
  );
  if (!provisioned) {
    return;
  }
  const { accountId, region, stackName } = provisioned;
  const record = recordOf(state, provisioned.lastRecordId);
  record.status = 'IN_PROGRESS';
  record.updatedAt = now;
  const product = state.products.find(({ id }) => id === provisioned.productId);
  const artifact = product?.artifacts.find(
    ({ id }) => id === provisioned.artifactId,
  );
  const portfolio = state.portfolios.find(
    ({ id }) => id === provisioned.portfolioId,
  );
  if (!product || !artifact || !portfolio) {
    fail(context, provisioned, 'The version of the product does not exist.');
    return;
  }
  const launchRole = portfolio.launchRoles[product.id];
  if (launchRole && !findRole(state, accountId, launchRole)) {
    fail(
      context,
      provisioned,
      `Access denied while assuming the role arn:aws:iam::${accountId}:role/${launchRole}`,
    );
    return;
  }
  let templateId;
  try {
    templateId = addTemplate(state, JSON.stringify(artifact.template));
  } catch (error) {
    if (!(error instanceof StackError)) {
      throw error;
    }
    fail(context, provisioned, error.message);
    return;
  }
  const stack = addStack(context, {
    accountId,
    region,
    name: stackName,
    templateId,
    parameters: provisioned.parameters,
    capabilities: ['CAPABILITY_NAMED_IAM'],
    tags: stackTags(provisioned, product, portfolio),
    roleArn: launchRole && `arn:aws:iam::${accountId}:role/${launchRole}`,
  });
  provisioned.stackArn = stack.id;
  workOn(context, stack, stack);
}

/** Goes on with the provisioned product whose stack has come to an end of what it was in the middle of. */
export function settleProvisionedProduct(context: Context, stack: Stack): void {
  const { state, now } = context;
  const provisioned = state.provisionedProducts.find(
    ({ stackArn }) => stackArn === stack.id,
  );
  if (!provisioned) {
    return;
  }
  if (stack.status === 'DELETE_COMPLETE') {
    endProvisionedProduct(context, provisioned);
    return;
  }
  if (stack.status !== 'CREATE_COMPLETE') {
    fail(
      context,
      provisioned,
      stack.failure?.message ?? stack.statusReason ?? stack.status,
    );
    return;
  }
  provisioned.status = 'AVAILABLE';
  const { Outputs = {} } = templateOf(state, stack.templateId);
  const record = recordOf(state, provisioned.lastRecordId);
  record.status = 'SUCCEEDED';
  record.updatedAt = now;
  provisioned.lastSuccessfulRecordId = record.id;
  record.outputs = [
    {
      key: 'CloudformationStackARN',
      value: stack.id,
      description: 'The ARN of the launched Cloudformation Stack',
    },
    ...stack.outputs.map(({ key, value }) => ({
      key,
      value,
      description: Outputs[key]?.Description,
    })),
  ];
  const project = projectOf(state, provisioned);
  if (project) {
    project.status = 'CreateCompleted';
  }
}
