// The use cases of the example organization: what each has, and what is wrong with it.
import { MONITORING_TYPES } from '../services/sageMaker/monitoringDefinitions';
import type { SeedPractice } from './practice';

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
  /** Names of experiments that were made by hand. */
  experiments?: string[];
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
  /** How its models are built and served, where there is a dev account to build them in. */
  practice?: SeedPractice;
}

export const USE_CASES: SeedUseCase[] = [
  // Scalable: everything is in order.
  {
    name: 'fraud-detection',
    team: 'risk',
    daysAgo: 400,
    experimentation: { studio: 'secure' },
    dev: {
      studio: 'from-catalog',
      project: ['train-deploy-monitor', '2.0.0'],
    },
    test: {},
    prod: {},
    practice: {
      database: 'payments',
      pipeline: {
        daysAgo: 362,
        gate: { metric: 'auc', atLeast: 0.7 },
        checks: [
          'DATA_QUALITY',
          'DATA_BIAS',
          'MODEL_QUALITY',
          'MODEL_BIAS',
          'MODEL_EXPLAINABILITY',
        ],
      },
      runs: [
        { daysAgo: 350, outcome: 'deployed' },
        { daysAgo: 270, outcome: 'deployed' },
        { daysAgo: 200, outcome: 'rejected' },
        { daysAgo: 190, outcome: 'deployed' },
        { daysAgo: 120, outcome: 'deployed' },
      ],
      retraining: { daysAgo: 90, expression: 'cron(0 3 ? * MON *)' },
      trackingServer: { daysAgo: 365 },
      card: { daysAgo: 349 },
      delivery: { daysAgo: 330 },
      serving: { isIsolated: true, hasFallback: true },
      monitors: { daysAgo: 90, types: [...MONITORING_TYPES] },
    },
  },
  // Reliable: its template is no longer supported, and nothing trains it again.
  {
    name: 'demand-forecasting',
    team: 'supply-chain',
    daysAgo: 380,
    experimentation: { studio: 'from-catalog' },
    dev: { studio: 'from-catalog', project: ['batch-inference', '1.0.0'] },
    test: {},
    prod: {},
    practice: {
      database: 'sales',
      pipeline: {
        daysAgo: 340,
        gate: { metric: 'mape', atMost: 0.35 },
        checks: ['DATA_QUALITY', 'DATA_BIAS', 'MODEL_EXPLAINABILITY'],
      },
      runs: [
        { daysAgo: 335, outcome: 'rejected' },
        { daysAgo: 280, outcome: 'approved' },
        { daysAgo: 207, outcome: 'deployed' },
        { daysAgo: 110, outcome: 'rejected', metrics: { mape: 0.31 } },
      ],
      batch: { daysAgo: 90 },
      card: { daysAgo: 206 },
      delivery: { daysAgo: 215 },
      serving: { isIsolated: true },
      monitors: { daysAgo: 90, types: [...MONITORING_TYPES] },
    },
  },
  // Repeatable, on the way to Reliable: what it sees in prod has changed, and the answer to that waits for a review.
  {
    name: 'customer-lifetime-value',
    team: 'customer-intelligence',
    daysAgo: 240,
    experimentation: { studio: 'secure' },
    dev: { studio: 'from-catalog', project: ['train-and-register', '1.0.0'] },
    test: {},
    prod: {},
    practice: {
      database: 'customers',
      pipeline: {
        daysAgo: 200,
        gate: { metric: 'mape', atMost: 0.35 },
        checks: ['DATA_QUALITY', 'DATA_BIAS'],
      },
      runs: [
        { daysAgo: 195, outcome: 'rejected' },
        { daysAgo: 160, outcome: 'approved' },
        { daysAgo: 132, outcome: 'deployed' },
        { daysAgo: 45, outcome: 'rejected', metrics: { mape: 0.3 } },
        { daysAgo: 2 },
      ],
      serving: { isIsolated: true },
      monitors: { daysAgo: 90, types: ['DataQuality', 'ModelQuality'] },
      drift: { daysAgo: 21, type: 'DataQuality', first: 0.08 },
    },
  },
  // Repeatable: its pipeline checks no bias, its endpoint is not isolated, and nothing watches it.
  {
    name: 'dynamic-pricing',
    team: 'pricing',
    daysAgo: 210,
    experimentation: { studio: 'secure' },
    dev: { studio: 'from-catalog', project: ['train-and-register', '1.1.0'] },
    test: {},
    prod: {},
    practice: {
      database: 'sales',
      pipeline: { daysAgo: 170, gate: { metric: 'mape', atMost: 0.35 } },
      runs: [
        { daysAgo: 165, outcome: 'rejected' },
        { daysAgo: 122, outcome: 'deployed' },
        { daysAgo: 30, outcome: 'approved' },
      ],
      serving: { isIsolated: false },
    },
  },
  // Its experimentation account was never moved to its unit, and its last model was not good enough.
  {
    name: 'credit-scoring',
    team: 'risk',
    daysAgo: 200,
    experimentation: { studio: 'secure', misplaced: true },
    dev: { studio: 'from-catalog', project: ['train-and-register', '1.1.0'] },
    test: {},
    practice: {
      database: 'payments',
      pipeline: {
        daysAgo: 100,
        gate: { metric: 'auc', atLeast: 0.7 },
        checks: ['DATA_BIAS', 'MODEL_BIAS'],
      },
      runs: [
        { daysAgo: 95, outcome: 'rejected' },
        { daysAgo: 50, outcome: 'approved' },
        { daysAgo: 4, metrics: { auc: 0.64 } },
      ],
    },
  },
  // Repeatable, and no more.
  {
    name: 'next-best-offer',
    team: 'customer-intelligence',
    daysAgo: 150,
    experimentation: { studio: 'secure' },
    dev: { studio: 'from-catalog', project: ['train-and-register', '1.1.0'] },
    practice: {
      database: 'customers',
      pipeline: { daysAgo: 80 },
      runs: [
        { daysAgo: 75, outcome: 'rejected' },
        { daysAgo: 40, outcome: 'rejected' },
        { daysAgo: 12 },
      ],
    },
  },
  {
    name: 'inventory-optimization',
    team: 'supply-chain',
    daysAgo: 110,
    experimentation: { studio: 'secure' },
    dev: {
      studio: 'secure',
      experiments: ['safety-stock', 'reorder-point'],
    },
  },
  {
    name: 'ad-click-prediction',
    team: 'marketing',
    daysAgo: 90,
    experimentation: {
      studio: 'secure',
      openNotebook: true,
      experiments: ['click-rate-baseline'],
    },
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
    experimentation: {
      studio: 'from-catalog',
      experiments: ['recency-and-frequency'],
    },
  },
  {
    name: 'delivery-time-prediction',
    team: 'supply-chain',
    daysAgo: 3,
    experimentation: {},
  },
];
