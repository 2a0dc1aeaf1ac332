/**
 * A stand-in for the AWS APIs that the MLOps portal uses, on loopback.
 *
 * @packageDocumentation
 */
export * from './constants';
export { createSandboxClient, type SandboxClient } from './control/client';
export type { Advanced, TimeSpan } from './control/clock';
export type { ActiveFault, Faults } from './control/faults';
export type { Fault } from './control/faultSchema';
export type {
  MonitorDrift,
  MonitorRun,
  MonitorRunResult,
} from './control/monitors';
export { runCli } from './cli';
export { SandboxError } from './SandboxError';
export { startSandbox, type Sandbox, type SandboxOptions } from './sandbox';
export type { SeedName, SeedOptions } from './seed';
