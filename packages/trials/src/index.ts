/**
 * Trials of provisioning: a real portal on PostgreSQL and the AWS sandbox, to
 * kill, starve and crowd while it creates use cases.
 *
 * @packageDocumentation
 */
export { databaseServer, dropDatabases } from './database';
export type { EndedTask, Person } from './portal/person';
export { setStage, wantedUseCase, type Replica, type Stage } from './stage';
export type { AwsCall, CallerIdentity } from './wire/awsCall';
export type { Moment, Wire } from './wire/Wire';
export type { AccountView, AwsView } from './world/awsView';
export { problemsOf, type Problem, type Wanted } from './world/exactness';
