export * from './advance';
export * from './criteria';
export * from './evaluate';
export * from './types';
