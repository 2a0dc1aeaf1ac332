export * from './advance';
export * from './bottlenecks';
export * from './configure';
export * from './criteria';
export * from './evaluate';
export * from './organization';
export * from './organizationCriteria';
export {
  firstInProductionAt,
  servingInProduction,
  type ServingModel,
} from './production';
export * from './types';
export * from './waiver';
