// What the portal makes of the example organization: use cases at every stage.
import type { UseCaseSummary } from '@mlops-portal/backstage-plugin-mlops-common';
import { startPortal } from '../__testUtils__/portal';

it('finds use cases at every stage, and says what each lacks', async () => {
  const portal = await startPortal({});
  await portal.sync();
  const { body } = await portal.api('get', '/use-cases?limit=50');
  const items: UseCaseSummary[] = body.items;
  expect(
    Object.fromEntries(items.map(({ name, stage }) => [name, stage])),
  ).toEqual({
    'ad-click-prediction': 'none',
    'campaign-uplift': 'none',
    'credit-scoring': 'none',
    'customer-lifetime-value': 'repeatable',
    'customer-segmentation': 'initial',
    'delivery-time-prediction': 'none',
    'demand-forecasting': 'reliable',
    'dynamic-pricing': 'repeatable',
    'fraud-detection': 'scalable',
    'inventory-optimization': 'initial',
    'next-best-offer': 'repeatable',
    'price-elasticity': 'none',
  });
  const missingOf = (name: string) =>
    items.find(useCase => useCase.name === name)?.missing;
  expect(missingOf('fraud-detection')).toEqual([]);
  expect(missingOf('customer-lifetime-value')).toContain(
    'Data quality is monitored in prod, and in order',
  );
  expect(missingOf('demand-forecasting')).toContain(
    'Every project is on a supported version of its library template',
  );
}, 120_000);
