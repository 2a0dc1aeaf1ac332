// What AWS was seen to have: what the maturity engine judges. One file for each concern.
export * from './account';
export * from './dataLake';
export * from './delivery';
export * from './endpoints';
export * from './evidence';
export * from './experiments';
export * from './models';
export * from './monitors';
export { valueOr, type Observed } from './observed';
export * from './pipelines';
export * from './projects';
export * from './studio';
export * from './trails';
