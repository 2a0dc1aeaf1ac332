/**
 * The backend of the MLOps portal.
 *
 * @packageDocumentation
 */
export { mlopsPlugin as default } from './plugin';
