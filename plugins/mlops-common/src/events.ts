import { z } from 'zod';

/** Topic of the events service under which changes of use cases are published. */
export const USE_CASE_CHANGED_TOPIC = 'mlops.use-case-changed';

/** Payload of {@link USE_CASE_CHANGED_TOPIC}. */
export const useCaseChangedSchema = z.object({ useCase: z.string() });

/** Topic of the events service under which changes of the template library are published; without a payload. */
export const LIBRARY_CHANGED_TOPIC = 'mlops.library-changed';

/** Topic of the events service under which events of Amazon EventBridge are expected, as EventBridge sends them. */
export const AWS_EVENT_TOPIC = 'mlops-aws-event';

/** What is read of an event of Amazon EventBridge. */
export const awsEventSchema = z.object({
  'detail-type': z.string(),
  source: z.string(),
  account: z.string().regex(/^\d{12}$/),
  detail: z.record(z.string(), z.unknown()).default({}),
});

/** What is read of an event of Amazon EventBridge. */
export type AwsEvent = z.output<typeof awsEventSchema>;

/** Channel of the signals plugin on which browsers hear that something of a use case changed. */
export const USE_CASE_SIGNAL_CHANNEL = 'mlops.use-case';

/** Message on {@link USE_CASE_SIGNAL_CHANNEL}. */
export const useCaseSignalSchema = z.object({
  /** Its name. */
  useCase: z.string(),
});
