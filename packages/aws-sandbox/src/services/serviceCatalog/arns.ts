import type { Portfolio, Product, ProvisionedProduct } from '../../state/model';

/** ARN of a product. */
export function productArn({ region, accountId, id }: Product): string {
  return `arn:aws:catalog:${region}:${accountId}:product/${id}`;
}

/** ARN of a portfolio. */
export function portfolioArn({ region, accountId, id }: Portfolio): string {
  return `arn:aws:catalog:${region}:${accountId}:portfolio/${id}`;
}

/** ARN of a provisioned product. */
export function provisionedProductArn(provisioned: ProvisionedProduct): string {
  const { region, accountId, name, id } = provisioned;
  return `arn:aws:servicecatalog:${region}:${accountId}:stack/${name}/${id}`;
}
