/** A trail of AWS CloudTrail. What it would deliver to its bucket is not kept. */
export interface Trail {
  /** Whose it is; an organization trail is the management account's. */
  accountId: string;
  homeRegion: string;
  name: string;
  bucketName: string;
  keyPrefix?: string;
  snsTopicName?: string;
  logGroupArn?: string;
  logsRoleArn?: string;
  kmsKeyId?: string;
  includesGlobalEvents: boolean;
  isMultiRegion: boolean;
  isOrganizationTrail: boolean;
  validatesLogFiles: boolean;
  isLogging: boolean;
  startedAt?: number;
  stoppedAt?: number;
}
