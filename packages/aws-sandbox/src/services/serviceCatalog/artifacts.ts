import type {
  DescribeProvisioningArtifactInput,
  DescribeProvisioningArtifactOutput,
  DescribeProvisioningParametersInput,
  DescribeProvisioningParametersOutput,
  ListProvisioningArtifactsInput,
  ListProvisioningArtifactsOutput,
  ProvisioningArtifactDetail,
} from '@aws-sdk/client-service-catalog';
import { lists, reads, type Operations } from '../../operation';
import type { ProvisioningArtifact } from '../../state/model';
import { toArtifact, toParameters } from './shapes';
import { requireArtifact, requirePath, requireProduct } from './visibility';

function toDetail(artifact: ProvisioningArtifact): ProvisioningArtifactDetail {
  return {
    ...toArtifact(artifact),
    Type: 'CLOUD_FORMATION_TEMPLATE',
    Active: true,
  };
}

export const artifactOperations: Operations = {
  ListProvisioningArtifacts: lists<
    ListProvisioningArtifactsInput,
    ListProvisioningArtifactsOutput
  >(({ ProductId }, { state, caller, listedUntil }) => ({
    ProvisioningArtifactDetails: requireProduct(state, caller, {
      id: ProductId,
    })
      .artifacts.filter(({ createdAt }) => createdAt <= listedUntil)
      .map(toDetail),
  })),

  DescribeProvisioningArtifact: reads<
    DescribeProvisioningArtifactInput,
    DescribeProvisioningArtifactOutput
  >((input, { state, caller }) => {
    const product = requireProduct(state, caller, {
      id: input.ProductId,
      name: input.ProductName,
    });
    const artifact = requireArtifact(product, {
      id: input.ProvisioningArtifactId,
      name: input.ProvisioningArtifactName,
    });
    return {
      ProvisioningArtifactDetail: toDetail(artifact),
      Status: 'AVAILABLE',
      ProvisioningArtifactParameters:
        input.IncludeProvisioningArtifactParameters
          ? toParameters(artifact)
          : undefined,
    };
  }),

  DescribeProvisioningParameters: reads<
    DescribeProvisioningParametersInput,
    DescribeProvisioningParametersOutput
  >((input, { state, caller }) => {
    const product = requireProduct(state, caller, {
      id: input.ProductId,
      name: input.ProductName,
    });
    requirePath(state, caller, {
      productId: product.id,
      pathId: input.PathId,
    });
    const artifact = requireArtifact(product, {
      id: input.ProvisioningArtifactId,
      name: input.ProvisioningArtifactName,
    });
    return {
      ProvisioningArtifactParameters: toParameters(artifact),
      ConstraintSummaries: [],
      UsageInstructions: [],
      TagOptions: [],
      ProvisioningArtifactOutputKeys: Object.entries(
        artifact.template.Outputs ?? {},
      ).map(([Key, { Description }]) => ({ Key, Description })),
    };
  }),
};
