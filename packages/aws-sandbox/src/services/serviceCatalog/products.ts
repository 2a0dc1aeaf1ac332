// Products as those see them who launch them.
import type {
  DescribeProductInput,
  DescribeProductOutput,
  ListLaunchPathsInput,
  ListLaunchPathsOutput,
  SearchProductsInput,
  SearchProductsOutput,
} from '@aws-sdk/client-service-catalog';
import { lists, reads, type Operations } from '../../operation';
import { pageOf } from './page';
import {
  fitsFilters,
  sortProducts,
  toArtifact,
  toProductSummary,
} from './shapes';
import { requireProduct, visibleProducts } from './visibility';

export const productOperations: Operations = {
  SearchProducts: lists<SearchProductsInput, SearchProductsOutput>(
    (input, { state, caller, listedUntil }) => {
      const found = visibleProducts(state, caller).filter(
        product =>
          product.createdAt <= listedUntil &&
          fitsFilters(product, input.Filters),
      );
      const { page, NextPageToken } = pageOf(
        sortProducts(found, input.SortBy, input.SortOrder),
        input,
        'SearchProducts',
      );
      return {
        ProductViewSummaries: page.map(toProductSummary),
        ProductViewAggregations: {
          Owner: [...new Set(found.map(({ owner }) => owner))].map(Value => ({
            Value,
            ApproximateCount: found.filter(({ owner }) => owner === Value)
              .length,
          })),
        },
        NextPageToken,
      };
    },
  ),

  DescribeProduct: reads<DescribeProductInput, DescribeProductOutput>(
    ({ Id, Name }, { state, caller }) => {
      const product = requireProduct(state, caller, { id: Id, name: Name });
      const { pathId, name } = state.portfolio;
      return {
        ProductViewSummary: toProductSummary(product),
        ProvisioningArtifacts: product.artifacts.map(toArtifact),
        LaunchPaths: [{ Id: pathId, Name: name }],
      };
    },
  ),

  ListLaunchPaths: reads<ListLaunchPathsInput, ListLaunchPathsOutput>(
    (input, { state, caller }) => {
      requireProduct(state, caller, { id: input.ProductId });
      const { pathId, name } = state.portfolio;
      const { page, NextPageToken } = pageOf(
        [{ Id: pathId, Name: name, Tags: [], ConstraintSummaries: [] }],
        input,
        'ListLaunchPaths',
      );
      return { LaunchPathSummaries: page, NextPageToken };
    },
  ),
};
