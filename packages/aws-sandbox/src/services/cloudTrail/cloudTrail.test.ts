import {
  LookupEventsCommand,
  paginateLookupEvents,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { CreateKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { TagResourceCommand } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { requestAccount } from '../../__testUtils__/accounts';
import {
  startHarness,
  type Clients,
  type Harness,
} from '../../__testUtils__/harness';
import {
  ACCOUNT_IDS,
  EXTERNAL_ID,
  PORTAL_CREDENTIALS,
  ROLES,
} from '../../constants';

async function lookUp(
  { cloudTrail }: Pick<Clients, 'cloudTrail'>,
  input: LookupEventsCommandInput = {},
) {
  const { Events = [] } = await cloudTrail.send(new LookupEventsCommand(input));
  return Events.map(({ CloudTrailEvent = '{}', ...event }) => ({
    ...event,
    detail: JSON.parse(CloudTrailEvent),
  }));
}

const KEYED = 'arn:aws:iam::100000000003:role/mlops-portal-provisioner';

/** The calls of AWS Organizations, which is one for all regions. */
async function lookUpOrganization(harness: Harness) {
  return lookUp(harness.clients(PORTAL_CREDENTIALS, 'us-east-1'), {
    LookupAttributes: [
      {
        AttributeKey: 'EventSource',
        AttributeValue: 'organizations.amazonaws.com',
      },
    ],
  });
}

describe('the trail', () => {
  it('tells who changed something, and in whose name', async () => {
    const harness = await startHarness();
    const { Credentials } = await harness.sts.send(
      new AssumeRoleCommand({
        RoleArn: KEYED,
        RoleSessionName: 'task-42',
        ExternalId: EXTERNAL_ID,
        SourceIdentity: 'jane.doe',
      }),
    );
    const session = harness.clients({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    });
    harness.pass(1);
    await session.kms.send(new CreateKeyCommand({ Description: 'Data' }));
    await session.kms.send(new ListKeysCommand({}));
    const events = await lookUp(session);
    expect(events.map(({ EventName }) => EventName)).toEqual([
      'CreateKey',
      'AssumeRole',
    ]);
    expect(events[0]).toMatchObject({
      EventSource: 'kms.amazonaws.com',
      Username: 'task-42',
      ReadOnly: 'false',
      AccessKeyId: Credentials?.AccessKeyId,
      EventTime: expect.any(Date),
      detail: {
        recipientAccountId: ACCOUNT_IDS.dataLake,
        requestParameters: { description: 'Data' },
        userIdentity: {
          type: 'AssumedRole',
          arn: 'arn:aws:sts::100000000003:assumed-role/mlops-portal-provisioner/task-42',
          sessionContext: {
            sessionIssuer: { type: 'Role', arn: KEYED },
            sourceIdentity: 'jane.doe',
          },
        },
      },
    });
    // Who assumed the role is told in both accounts.
    const own = await lookUp(harness);
    expect(own).toMatchObject([
      {
        EventName: 'AssumeRole',
        Username: 'mlops-portal',
        detail: {
          userIdentity: { type: 'IAMUser', userName: 'mlops-portal' },
          requestParameters: { roleArn: KEYED, sourceIdentity: 'jane.doe' },
        },
      },
    ]);
  });

  it('tells of refusals, and no secrets', async () => {
    const harness = await startHarness();
    await requestAccount(harness, 'churn-dev');
    await expect(
      harness.organizations.send(
        new TagResourceCommand({
          ResourceId: '999999999999',
          Tags: [{ Key: 'a', Value: 'b' }],
        }),
      ),
    ).rejects.toThrow();
    const reader = await harness.account(ACCOUNT_IDS.dataLake, ROLES.reader);
    await expect(
      reader.kms.send(new CreateKeyCommand({})),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(await lookUpOrganization(harness)).toMatchObject([
      {
        EventName: 'TagResource',
        detail: {
          errorCode: 'TargetNotFoundException',
          errorMessage: "You specified a target that doesn't exist.",
        },
      },
      {
        EventName: 'CreateAccount',
        detail: {
          requestParameters: {
            accountName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
            email: 'HIDDEN_DUE_TO_SECURITY_REASONS',
          },
        },
      },
    ]);
    expect(await lookUp(reader)).toMatchObject([
      {
        EventName: 'CreateKey',
        detail: { errorCode: 'AccessDeniedException' },
      },
      { EventName: 'AssumeRole' },
    ]);
  });

  it('tells when what was asked of AWS Organizations is there', async () => {
    const harness = await startHarness();
    await requestAccount(harness, 'churn-dev');
    harness.pass(120);
    expect(await lookUpOrganization(harness)).toMatchObject([
      {
        EventName: 'CreateAccountResult',
        ReadOnly: 'false',
        detail: {
          eventType: 'AwsServiceEvent',
          recipientAccountId: ACCOUNT_IDS.management,
          serviceEventDetails: {
            createAccountStatus: {
              state: 'SUCCEEDED',
              accountId: expect.stringMatching(/^\d{12}$/),
            },
          },
        },
      },
      { EventName: 'CreateAccount', detail: { eventType: 'AwsApiCall' } },
    ]);
    // In the region that AWS writes it down in, and in no other.
    expect(
      (await lookUp(harness)).map(({ EventName }) => EventName),
    ).not.toContain('CreateAccount');
  });

  it('tells apart what changes nothing', async () => {
    const harness = await startHarness();
    await harness.account(ACCOUNT_IDS.dataLake, ROLES.reader);
    await harness.kms.send(new CreateKeyCommand({}));
    const named = async (readOnly: string) =>
      (
        await lookUp(harness, {
          LookupAttributes: [
            { AttributeKey: 'ReadOnly', AttributeValue: readOnly },
          ],
        })
      ).map(({ EventName }) => EventName);
    expect(await named('true')).toEqual(['AssumeRole']);
    expect(await named('false')).toEqual(['CreateKey']);
  });

  it('is looked up by attribute and time, in pages, the newest first', async () => {
    const harness = await startHarness();
    const { kms, cloudTrail } = harness;
    const times: number[] = [];
    for (const Description of ['1', '2', '3']) {
      harness.pass(10);
      await kms.send(new CreateKeyCommand({ Description }));
      const [{ EventTime }] = await lookUp(harness);
      times.push(Number(EventTime));
    }
    const descriptions = async (input: LookupEventsCommandInput) =>
      (await lookUp(harness, input)).map(
        ({ detail }) => detail.requestParameters.description,
      );
    expect(await descriptions({})).toEqual(['3', '2', '1']);
    expect(
      await descriptions({
        StartTime: new Date(times[1]),
        EndTime: new Date(times[1] + 1000),
      }),
    ).toEqual(['2']);
    expect(
      await descriptions({
        LookupAttributes: [
          { AttributeKey: 'EventName', AttributeValue: 'DeleteKey' },
        ],
      }),
    ).toEqual([]);
    let pages = 0;
    for await (const { Events } of paginateLookupEvents(
      { client: cloudTrail, pageSize: 2 },
      {},
    )) {
      pages += 1;
      expect(Events).toHaveLength(pages === 1 ? 2 : 1);
    }
    expect(pages).toBe(2);
    await expect(
      lookUp(harness, {
        StartTime: new Date(times[2]),
        EndTime: new Date(times[0]),
      }),
    ).rejects.toMatchObject({ name: 'InvalidTimeRangeException' });
  });
});
