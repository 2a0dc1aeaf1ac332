import { randomUUID } from 'node:crypto';

/** Something that happened in an account, as Amazon EventBridge tells of it. */
export interface Announcement {
  /** `aws.sagemaker`. */
  source: string;
  /** `SageMaker Model Package State Change`. */
  detailType: string;
  accountId: string;
  region: string;
  /** ARNs of what it is about. */
  resources: string[];
  detail: Record<string, unknown>;
}

/** An event in the envelope of EventBridge. */
export interface EventBridgeEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** ISO 8601, without fractions of a second. */
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
}

/**
 * Puts an announcement into the envelope of EventBridge.
 *
 * @param at - when it happened: milliseconds since 1970
 */
export function toEvent(
  { detailType, accountId, ...rest }: Announcement,
  at: number,
): EventBridgeEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    account: accountId,
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    ...rest,
  };
}
