/**
 * How the backend packages of the MLOps portal reach AWS.
 *
 * @packageDocumentation
 */
export * from './clients';
export * from './collector';
export * from './config';
export * from './errors';
export * from './sourceIdentity';
export * from './waitUntil';
