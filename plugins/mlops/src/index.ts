/**
 * Use cases, accounts and maturity of machine learning on AWS, for apps on the
 * new frontend system. Apps on the legacy one import from `./legacy`.
 *
 * @packageDocumentation
 */
export { mlopsPlugin as default } from './plugin';
export { mlopsApiRef, MlopsClient, type MlopsApi } from './api';
export { mlopsTranslationRef } from './translation';
