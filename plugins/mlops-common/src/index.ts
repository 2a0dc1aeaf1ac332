/**
 * The model of the MLOps portal, without any I/O: schemas, naming rules,
 * maturity criteria and engine, permissions.
 *
 * @packageDocumentation
 */
export * from './activity';
export * from './annotations';
export * from './api';
export * from './consoleUrl';
export * from './entityNames';
export * from './environment';
export * from './events';
export * from './evidence';
export * from './library';
export * from './maturity';
export * from './naming';
export * from './permissions';
export * from './stage';
export * from './useCase';
