import { z } from 'zod';

/** What a monitoring schedule looks after: `MonitoringType`. */
export const MONITORING_TYPES = [
  'DataQuality',
  'ModelQuality',
  'ModelBias',
  'ModelExplainability',
] as const;

/** One of {@link MONITORING_TYPES}. */
export type MonitoringType = (typeof MONITORING_TYPES)[number];

/** An execution of a monitoring schedule, from `ListMonitoringExecutions`. */
export const monitoringExecutionSchema = z.object({
  scheduledAt: z.iso.datetime(),
  /** `Pending`, `InProgress`, `Completed`, `CompletedWithViolations`, `Failed`, `Stopping` or `Stopped`. */
  status: z.string(),
  failureReason: z.string().optional(),
  processingJobArn: z.string().optional(),
});

/** A monitoring schedule, from `ListMonitoringSchedules`. */
export const monitorEvidenceSchema = z.object({
  name: z.string(),
  arn: z.string(),
  type: z.enum(MONITORING_TYPES),
  /** `MonitoringScheduleStatus`: `Scheduled`, `Pending`, `Failed` or `Stopped`. */
  status: z.string(),
  endpointName: z.string().optional(),
  /** The newest, newest first. */
  executions: z.array(monitoringExecutionSchema),
});

/** A monitoring schedule. */
export type MonitorEvidence = z.output<typeof monitorEvidenceSchema>;
