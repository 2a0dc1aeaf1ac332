/**
 * Scaffolder actions of the MLOps portal.
 *
 * @packageDocumentation
 */
export { scaffolderModuleMlops as default } from './module';
