import {
  DescribeOrganizationCommand,
  ListRootsCommand,
  OrganizationsClient,
  TagResourceCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import {
  ACCOUNT_IDS,
  EXTERNAL_ID,
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
  startSandbox,
} from '@mlops-portal/aws-sandbox';
import { nameCall } from './callName';
import { startWire } from './Wire';

const running: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of running.splice(0)) {
    await stop();
  }
});

async function startTestWire() {
  const failures: unknown[] = [];
  const sandbox = await startSandbox({ seed: 'empty', speed: 1_000_000 });
  const wire = await startWire({
    target: sandbox.url,
    known: new Map(),
    start: { accountId: ACCOUNT_IDS.management },
    onFailure: error => failures.push(error),
  });
  running.push(
    () => wire.stop(),
    () => sandbox.stop(),
    async () => {
      if (failures.length > 0) {
        throw new AggregateError(failures, 'The wire failed.');
      }
    },
  );
  const common = { region: REGION, maxAttempts: 1 };

  async function organizations(endpoint: string) {
    const sts = new STSClient({
      ...common,
      endpoint,
      credentials: PORTAL_CREDENTIALS,
    });
    const { Credentials: handedOut } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${ACCOUNT_IDS.management}:role/${ROLES.provisioner}`,
        RoleSessionName: 'mlops-task-1',
        SourceIdentity: 'amara',
        ExternalId: EXTERNAL_ID,
      }),
    );
    return new OrganizationsClient({
      ...common,
      endpoint,
      credentials: {
        accessKeyId: handedOut?.AccessKeyId ?? '',
        secretAccessKey: handedOut?.SecretAccessKey ?? '',
        sessionToken: handedOut?.SessionToken,
      },
    });
  }

  return {
    wire,
    organizations: await organizations(wire.url),
    past: await organizations(sandbox.url),
  };
}

const TAG = new TagResourceCommand({
  ResourceId: ACCOUNT_IDS.dataLake,
  Tags: [{ Key: 'a', Value: 'b' }],
});

describe('the wire', () => {
  it('knows who calls what', async () => {
    const { wire, organizations } = await startTestWire();

    await organizations.send(TAG);

    expect(wire.calls).toMatchObject([
      {
        service: 'sts',
        operation: 'AssumeRole',
        status: 200,
        caller: { accountId: ACCOUNT_IDS.management, role: ROLES.provisioner },
      },
      {
        service: 'organizations',
        operation: 'TagResource',
        input: { ResourceId: ACCOUNT_IDS.dataLake },
        status: 200,
        caller: {
          accountId: ACCOUNT_IDS.management,
          role: ROLES.provisioner,
          session: 'mlops-task-1',
          sourceIdentity: 'amara',
        },
      },
    ]);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('stops the world %s a call', async (moment, tagsThatAreThere) => {
    const { wire, organizations, past } = await startTestWire();
    const stopped = wire.stopAt(
      moment,
      ({ operation }) => operation === 'TagResource',
    );
    const outcomes = Promise.allSettled([
      organizations.send(TAG),
      stopped.then(() => organizations.send(new ListRootsCommand({}))),
    ]);

    expect(await stopped).toMatchObject({ operation: 'TagResource' });
    const { Tags } = await past.send(
      new ListTagsForResourceCommand({ ResourceId: ACCOUNT_IDS.dataLake }),
    );
    expect(Tags).toHaveLength(tagsThatAreThere);
    // Everything else stands still as well.
    await new Promise(resolve => setTimeout(resolve, 200));
    wire.go();

    expect(await outcomes).toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    await organizations.send(new DescribeOrganizationCommand({}));
  });
});

describe('the name of a call', () => {
  const aliases = {
    useCase: 'churn',
    accountAlias: async (accountId: string) =>
      accountId === '222222222222' ? 'dev' : 'management',
  };
  const caller = { accountId: '111111111111', role: 'provisioner' };

  it('is the same in every run', async () => {
    const nameOf = (input: Record<string, unknown>) =>
      nameCall(
        {
          service: 'organizations',
          operation: 'TagResource',
          caller,
          input,
          at: 0,
        },
        aliases,
      );

    expect(
      await nameOf({ ResourceId: '222222222222', Tags: [{ Value: 'churn' }] }),
    ).toEqual({
      key: 'organizations:TagResource as provisioner@management ResourceId={dev} Tags.0.Value={useCase}',
      label: 'organizations:TagResource as provisioner@management {dev}',
    });
    // A place in a list does not make another call; an id that AWS made up does not either.
    const { key } = await nameOf({ RequestId: 'car-0123456789abcdef' });
    expect(
      await nameOf({ RequestId: 'car-fedcba9876543210', NextToken: 'x' }),
    ).toMatchObject({ key });
  });
});
