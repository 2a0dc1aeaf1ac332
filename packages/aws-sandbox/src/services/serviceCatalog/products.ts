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
import { portfoliosOf, requireProduct, visibleProducts } from './visibility';

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
      return {
        ProductViewSummary: toProductSummary(product),
        ProvisioningArtifacts: product.artifacts.map(toArtifact),
        LaunchPaths: portfoliosOf(state, caller, product.id).map(
          ({ pathId, name }) => ({ Id: pathId, Name: name }),
        ),
      };
    },
  ),

  ListLaunchPaths: reads<ListLaunchPathsInput, ListLaunchPathsOutput>(
    (input, { state, caller }) => {
      const { id } = requireProduct(state, caller, { id: input.ProductId });
      const { page, NextPageToken } = pageOf(
        portfoliosOf(state, caller, id).map(
          ({ pathId, name, launchRoles }) => ({
            Id: pathId,
            Name: name,
            Tags: [],
            ConstraintSummaries: launchRoles[id]
              ? [
                  {
                    Type: 'LAUNCH',
                    Description: `Launched with the role ${launchRoles[id]}`,
                  },
                ]
              : [],
          }),
        ),
        input,
        'ListLaunchPaths',
      );
      return { LaunchPathSummaries: page, NextPageToken };
    },
  ),
};
