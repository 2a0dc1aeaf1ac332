import {
  CloudTrailClient,
  LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail';
import type { AccountClientConfig } from '@mlops-portal/backstage-plugin-mlops-node';

/** What the reader role needs in the management account. */
export const ORGANIZATION_HISTORY_ACTIONS = ['cloudtrail:LookupEvents'];

const ORGANIZATIONS = 'organizations.amazonaws.com';

/** How many pages of 50 events are looked through: more would cost what reading the accounts does. */
const MAX_PAGES = 4;

/** In which region of a partition CloudTrail writes down the calls of AWS Organizations. */
function homeRegion(region: string): string {
  if (region.startsWith('cn-')) {
    return 'cn-northwest-1';
  }
  return region.startsWith('us-gov-') ? 'us-gov-west-1' : 'us-east-1';
}

/** CloudTrail where the calls of AWS Organizations are, whatever the region of the portal. */
export class OrganizationTrailClient extends CloudTrailClient {
  constructor(config: AccountClientConfig) {
    super({ ...config, region: homeRegion(config.region) });
  }
}

/**
 * Whether anything in the organization may have changed since a time, by the
 * event history of AWS CloudTrail (`LookupEvents` in the management account):
 * one call, where reading the accounts takes one for each twenty of them. A call
 * that was refused counts as well. When there is too much to look through, the
 * answer is yes.
 *
 * CloudTrail tells of an event some minutes after it; one that it tells of late
 * is found by the next look, when that begins at the same time.
 *
 * @throws the SDK's exceptions
 */
export async function mayHaveChangedSince(
  client: CloudTrailClient,
  since: Date,
): Promise<boolean> {
  let token: string | undefined;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { Events = [], NextToken } = await client.send(
      new LookupEventsCommand({
        LookupAttributes: [
          { AttributeKey: 'ReadOnly', AttributeValue: 'false' },
        ],
        StartTime: since,
        NextToken: token,
      }),
    );
    if (Events.some(({ EventSource }) => EventSource === ORGANIZATIONS)) {
      return true;
    }
    if (!NextToken) {
      return false;
    }
    token = NextToken;
  }
  return true;
}
