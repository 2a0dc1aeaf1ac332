/**
 * Puts what the MLOps portal knows into the Backstage catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleMlops as default } from './module';
