// What a demonstration or a test makes of monitors: what they find, and when.
import { z } from 'zod';
import { REGION } from '../constants';
import type { Context } from '../operation';
import {
  findNamed,
  processingJobArn,
} from '../services/sageMaker/endpointArns';
import { findEndpoint } from '../services/sageMaker/endpointWork';
import { MONITORING_TYPES } from '../services/sageMaker/monitoringDefinitions';
import {
  addFinishedExecution,
  setDrift,
} from '../services/sageMaker/monitoringExecutionWork';
import { BadRequest } from './BadRequest';

const place = {
  accountId: z.string().regex(/^\d{12}$/, 'is an account id of twelve digits'),
  /** That of the seeds, when absent. */
  region: z.string().min(1).optional(),
};

/** A monitoring schedule that is to be executed now, and what it is to find. */
export const monitorRunSchema = z.strictObject({
  ...place,
  schedule: z.string().min(1),
  violations: z.boolean(),
});

/** {@link monitorRunSchema} as a type. */
export type MonitorRun = z.infer<typeof monitorRunSchema>;

/** How far what an endpoint sees is to be from its baseline. */
export const monitorDriftSchema = z.strictObject({
  ...place,
  endpoint: z.string().min(1),
  type: z.enum(MONITORING_TYPES),
  drift: z.number().min(0).max(1),
});

/** {@link monitorDriftSchema} as a type. */
export type MonitorDrift = z.infer<typeof monitorDriftSchema>;

/** An execution that was asked for. */
export interface MonitorRunResult {
  schedule: string;
  /** `Completed` or `CompletedWithViolations`. */
  status: string;
  /** How many constraints were violated. */
  violations: number;
  processingJobArn: string;
}

function locate(
  { state }: Context,
  { accountId, region = REGION }: { accountId: string; region?: string },
) {
  if (!state.accounts.some(({ id }) => id === accountId)) {
    throw new BadRequest(404, `accountId: there is no account ${accountId}.`);
  }
  return { accountId, region, words: `account ${accountId} (${region})` };
}

/**
 * Executes a monitoring schedule now. The execution is over at once, and
 * announced, whatever the endpoint sees.
 *
 * @throws BadRequest 404 when there is no such account or schedule
 */
export function runMonitor(
  context: Context,
  { schedule: name, violations, ...where }: MonitorRun,
): MonitorRunResult {
  const { words, ...at } = locate(context, where);
  const schedule = findNamed(context.state.monitoringSchedules, at, name);
  if (!schedule) {
    throw new BadRequest(
      404,
      `schedule: there is no monitoring schedule ${name} in ${words}.`,
    );
  }
  const execution = addFinishedExecution(context, schedule, violations);
  return {
    schedule: schedule.name,
    status: execution.status,
    violations: execution.violations,
    processingJobArn: processingJobArn({ ...at, name: execution.jobName }),
  };
}

/**
 * Sets the drift that later executions of an endpoint's monitors of a type see.
 *
 * @throws BadRequest 404 when there is no such account or endpoint
 */
export function setMonitorDrift(
  context: Context,
  { endpoint: name, type, drift, ...where }: MonitorDrift,
): Pick<MonitorDrift, 'endpoint' | 'type' | 'drift'> {
  const { words, ...at } = locate(context, where);
  const endpoint = findEndpoint(context, at, name);
  if (!endpoint) {
    throw new BadRequest(
      404,
      `endpoint: there is no endpoint ${name} in ${words}.`,
    );
  }
  setDrift(context, endpoint, type, drift);
  return { endpoint: endpoint.name, type, drift };
}
