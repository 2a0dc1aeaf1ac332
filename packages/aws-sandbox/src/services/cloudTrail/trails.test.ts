import {
  CreateTrailCommand,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTrailsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
} from '@aws-sdk/client-organizations';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import {
  startHarness,
  type Clients,
  type Harness,
} from '../../__testUtils__/harness';
import { ACCOUNT_IDS, ADMINISTRATOR_CREDENTIALS } from '../../constants';

const { management, dataLake } = ACCOUNT_IDS;

async function withBucket(clients: Clients): Promise<Clients> {
  await clients.s3.send(
    new CreateBucketCommand({
      Bucket: 'audit-records',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  );
  return clients;
}

function create({ cloudTrail }: Clients, input: object = {}) {
  return cloudTrail.send(
    new CreateTrailCommand({
      Name: 'audit',
      S3BucketName: 'audit-records',
      ...input,
    }),
  );
}

async function describeAll({ cloudTrail }: Clients, input: object = {}) {
  const { trailList = [] } = await cloudTrail.send(
    new DescribeTrailsCommand(input),
  );
  return trailList;
}

async function withOrganizationTrail(harness: Harness) {
  const administrator = await withBucket(
    harness.clients(ADMINISTRATOR_CREDENTIALS),
  );
  await administrator.organizations.send(
    new EnableAWSServiceAccessCommand({
      ServicePrincipal: 'cloudtrail.amazonaws.com',
    }),
  );
  const { TrailARN } = await create(administrator, {
    IsOrganizationTrail: true,
    IsMultiRegionTrail: true,
  });
  return { administrator, arn: TrailARN };
}

describe('trails', () => {
  it('are made, log and stop', async () => {
    const harness = await startHarness();
    const clients = await withBucket(await harness.account(dataLake));
    const { cloudTrail } = clients;
    const { TrailARN } = await create(clients, {
      EnableLogFileValidation: true,
      KmsKeyId: 'alias/audit',
    });
    expect(TrailARN).toBe(
      'arn:aws:cloudtrail:eu-west-1:100000000003:trail/audit',
    );
    const { Trail } = await cloudTrail.send(
      new GetTrailCommand({ Name: TrailARN }),
    );
    expect(Trail).toMatchObject({
      Name: 'audit',
      HomeRegion: 'eu-west-1',
      LogFileValidationEnabled: true,
      IsMultiRegionTrail: false,
      IsOrganizationTrail: false,
      KmsKeyId: 'alias/audit',
    });
    const status = () =>
      cloudTrail.send(new GetTrailStatusCommand({ Name: 'audit' }));
    expect(await status()).toMatchObject({ IsLogging: false });
    await cloudTrail.send(new StartLoggingCommand({ Name: 'audit' }));
    harness.pass(600);
    const logging = await status();
    expect(logging.IsLogging).toBe(true);
    expect(Number(logging.LatestDeliveryTime)).toBeGreaterThanOrEqual(
      Number(logging.StartLoggingTime),
    );
    await cloudTrail.send(new StopLoggingCommand({ Name: TrailARN }));
    const stopped = await status();
    expect(stopped.IsLogging).toBe(false);
    expect(stopped.StopLoggingTime).toBeInstanceOf(Date);
    await cloudTrail.send(new DeleteTrailCommand({ Name: 'audit' }));
    expect(await describeAll(clients)).toEqual([]);
    await expect(status()).rejects.toMatchObject({
      name: 'TrailNotFoundException',
      message: 'Unknown trail: audit for the user: 100000000003',
    });
  });

  it('of all regions are seen in all of them, the others at home', async () => {
    const harness = await startHarness();
    const clients = await withBucket(await harness.account(dataLake));
    await create(clients, { Name: 'everywhere', IsMultiRegionTrail: true });
    await create(clients, { Name: 'here-only' });
    const elsewhere = harness.clients(
      await harness.assume(dataLake),
      'eu-central-1',
    );
    const names = async (of: Clients, input?: object) =>
      (await describeAll(of, input)).map(({ Name }) => Name);
    expect(await names(clients)).toEqual(['everywhere', 'here-only']);
    expect(await names(elsewhere)).toEqual(['everywhere']);
    expect(await names(elsewhere, { includeShadowTrails: false })).toEqual([]);
    expect(await names(clients, { trailNameList: ['here-only'] })).toEqual([
      'here-only',
    ]);
    const { Trails } = await elsewhere.cloudTrail.send(
      new ListTrailsCommand({}),
    );
    expect(Trails).toHaveLength(2);
    await expect(
      elsewhere.cloudTrail.send(
        new StopLoggingCommand({
          Name: 'arn:aws:cloudtrail:eu-west-1:100000000003:trail/everywhere',
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidHomeRegionException' });
  });

  it('of the organization are seen by its members, and changed by its management', async () => {
    const harness = await startHarness();
    const { administrator, arn } = await withOrganizationTrail(harness);
    const member = await harness.account(dataLake);
    expect(await describeAll(member)).toMatchObject([
      {
        TrailARN: `arn:aws:cloudtrail:eu-west-1:${management}:trail/audit`,
        IsOrganizationTrail: true,
        IsMultiRegionTrail: true,
      },
    ]);
    await administrator.cloudTrail.send(new StartLoggingCommand({ Name: arn }));
    const status = await member.cloudTrail.send(
      new GetTrailStatusCommand({ Name: arn }),
    );
    expect(status.IsLogging).toBe(true);
    await expect(
      member.cloudTrail.send(new GetTrailStatusCommand({ Name: 'audit' })),
    ).rejects.toMatchObject({ name: 'TrailNotFoundException' });
    await expect(
      member.cloudTrail.send(new StopLoggingCommand({ Name: arn })),
    ).rejects.toMatchObject({ name: 'NotOrganizationMasterAccountException' });
  });

  it('of the organization need its management and access to its accounts', async () => {
    const harness = await startHarness();
    const { administrator } = await withOrganizationTrail(harness);
    await expect(
      create(await harness.account(dataLake), { IsOrganizationTrail: true }),
    ).rejects.toMatchObject({ name: 'NotOrganizationMasterAccountException' });
    await administrator.organizations.send(
      new DisableAWSServiceAccessCommand({
        ServicePrincipal: 'cloudtrail.amazonaws.com',
      }),
    );
    await expect(
      create(administrator, { Name: 'second', IsOrganizationTrail: true }),
    ).rejects.toMatchObject({ name: 'CloudTrailAccessNotEnabledException' });
  });

  it('need a bucket and a name of their own, and are five at most', async () => {
    const harness = await startHarness();
    const clients = await withBucket(await harness.account(dataLake));
    await expect(
      create(clients, { S3BucketName: 'not-there' }),
    ).rejects.toMatchObject({ name: 'S3BucketDoesNotExistException' });
    await expect(create(clients, { Name: 'a b' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await create(clients);
    await expect(create(clients)).rejects.toMatchObject({
      name: 'TrailAlreadyExistsException',
    });
    for (const Name of ['two', 'three', 'four', 'five']) {
      await create(clients, { Name });
    }
    await expect(create(clients, { Name: 'six' })).rejects.toMatchObject({
      name: 'MaximumNumberOfTrailsExceededException',
    });
  });
});
