// What a collector of evidence is, for the portal's own and for those of other plugins.
import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  AccountEvidence,
  Criterion,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { z } from 'zod';
import type { AccountClients } from './clients';

/** What a collector works with. */
export interface CollectorContext<T> {
  /** The account that is read. */
  account: AccountEvidence;
  /** Clients with the reader role in that account. Passing failures are retried by the SDK. */
  aws: AccountClients;
  /**
   * What was seen the last time, to be taken over for what a list shows to be
   * unchanged. Absent the first time, and about once a day, when everything is
   * read again.
   */
  before: T | undefined;
  /** Of the moment at which the reading began. */
  now: Date;
  /** Aborted when the reading has taken too long. */
  signal: AbortSignal;
}

/** Events of Amazon EventBridge after which something has to be read again. */
export interface EventPattern {
  /** `aws.sagemaker`. */
  source: string;
  /** As in `detail-type`. */
  detailTypes: readonly string[];
  /** Of calls that CloudTrail tells of: `detail.eventName` is one of these. */
  eventNames?: readonly string[];
}

/** What CloudTrail tells of through EventBridge: a call that changes something, for what has no events of its own. */
export const API_CALL = 'AWS API Call via CloudTrail';

/** Reads one concern of an account. */
export interface AccountCollector<T = unknown> {
  /** Unique name: `pipelines`. Evidence is kept and judged under it. */
  concern: string;
  /** To follow "Could not read": `the SageMaker pipelines`. */
  what: string;
  /** The evidence. What no longer fits it is read anew. */
  schema: z.ZodType<T>;
  /** The actions that the reader role needs: `sagemaker:ListPipelines`. */
  iamActions: readonly string[];
  events?: readonly EventPattern[];
  /**
   * Reads the concern. What it answers must be the same as long as AWS has the
   * same, in order and content: only what differs is written.
   *
   * @throws the SDK's exceptions; the last good evidence is kept then
   */
  collect(context: CollectorContext<T>): Promise<T>;
}

/** Where other plugins add what the portal collects and judges by. */
export interface MlopsMaturityExtensionPoint {
  /**
   * Adds a collector. Its evidence stands in `AccountSnapshot.extensions` under
   * the name of its concern.
   *
   * @throws Error when there is a collector of that name
   */
  addCollector<T>(collector: AccountCollector<T>): void;
  /**
   * Adds criteria to the stages.
   *
   * @throws Error (when the plugin starts) when an id is taken
   */
  addCriteria(...criteria: Criterion[]): void;
}

/** Where other plugins add what the portal collects and judges by. */
export const mlopsMaturityExtensionPoint =
  createExtensionPoint<MlopsMaturityExtensionPoint>({ id: 'mlops.maturity' });
