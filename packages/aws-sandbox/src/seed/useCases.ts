// The use cases of the example organization: what each has, and what is wrong with it.

/** How Studio stands in an account. */
export type SeedStudio =
  /** In a VPC, under a customer-managed key: as the security standards want it. */
  | 'secure'
  /** The same, deployed through Service Catalog. */
  | 'from-catalog'
  /** Open to the internet. */
  | 'public'
  /** Under the key that AWS manages. */
  | 'aws-key';

/** One account of a use case. */
export interface SeedAccount {
  studio?: SeedStudio;
  /** Library product and version that its SageMaker project was launched from. */
  project?: [product: string, version: string];
  /** The account was never moved to its organizational unit. */
  misplaced?: boolean;
  /** There is a notebook instance with direct internet access. */
  openNotebook?: boolean;
}

/** One use case. */
export interface SeedUseCase {
  name: string;
  /** The owner, without `group:default/`. */
  team: string;
  daysAgo: number;
  experimentation: SeedAccount;
  dev?: SeedAccount;
  test?: SeedAccount;
  prod?: SeedAccount;
}

export const USE_CASES: SeedUseCase[] = [
  {
    name: 'fraud-detection',
    team: 'risk',
    daysAgo: 420,
    experimentation: { studio: 'secure' },
    dev: {
      studio: 'from-catalog',
      project: ['train-deploy-monitor', '2.0.0'],
    },
    test: {},
    prod: {},
  },
  {
    name: 'demand-forecasting',
    team: 'supply-chain',
    daysAgo: 380,
    experimentation: { studio: 'from-catalog' },
    dev: { studio: 'from-catalog', project: ['batch-inference', '1.0.0'] },
    test: {},
    prod: {},
  },
  {
    name: 'customer-lifetime-value',
    team: 'customer-intelligence',
    daysAgo: 310,
    experimentation: { studio: 'secure' },
    dev: { studio: 'from-catalog', project: ['train-and-register', '1.0.0'] },
    test: {},
    prod: {},
  },
  {
    name: 'dynamic-pricing',
    team: 'pricing',
    daysAgo: 260,
    experimentation: { studio: 'secure' },
    dev: { studio: 'from-catalog', project: ['train-and-register', '1.1.0'] },
    test: {},
    prod: {},
  },
  {
    name: 'credit-scoring',
    team: 'risk',
    daysAgo: 200,
    experimentation: { studio: 'secure', misplaced: true },
    dev: { studio: 'from-catalog', project: ['train-and-register', '1.1.0'] },
    test: {},
  },
  {
    name: 'next-best-offer',
    team: 'customer-intelligence',
    daysAgo: 150,
    experimentation: { studio: 'secure' },
    dev: { studio: 'from-catalog', project: ['train-and-register', '1.1.0'] },
  },
  {
    name: 'inventory-optimization',
    team: 'supply-chain',
    daysAgo: 110,
    experimentation: { studio: 'secure' },
    dev: { studio: 'secure' },
  },
  {
    name: 'ad-click-prediction',
    team: 'marketing',
    daysAgo: 90,
    experimentation: { studio: 'secure', openNotebook: true },
    dev: { studio: 'from-catalog' },
  },
  {
    name: 'campaign-uplift',
    team: 'marketing',
    daysAgo: 60,
    experimentation: { studio: 'public' },
  },
  {
    name: 'price-elasticity',
    team: 'pricing',
    daysAgo: 40,
    experimentation: { studio: 'aws-key' },
  },
  {
    name: 'customer-segmentation',
    team: 'customer-intelligence',
    daysAgo: 21,
    experimentation: { studio: 'from-catalog' },
  },
  {
    name: 'delivery-time-prediction',
    team: 'supply-chain',
    daysAgo: 3,
    experimentation: {},
  },
];
