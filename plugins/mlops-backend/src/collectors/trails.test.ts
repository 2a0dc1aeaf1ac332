import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  type CreateTrailCommandInput,
} from '@aws-sdk/client-cloudtrail';
import {
  EnableAWSServiceAccessCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  ACCOUNT_IDS,
  ADMINISTRATOR_CREDENTIALS,
  REGION,
} from '@mlops-portal/aws-sandbox';
import type { TrailEvidence } from '@mlops-portal/backstage-plugin-mlops-common';
import { startCollecting, type Collecting } from './__testUtils__/collecting';
import { trailsCollector } from './trails';

const BUCKET = 'audit-records';
const LIST = 'cloudtrail:DescribeTrails';
const STATUS = 'cloudtrail:GetTrailStatus';

let collecting: Collecting<TrailEvidence[]>;

async function createTrail(
  client: CloudTrailClient,
  Name: string,
  input: Partial<CreateTrailCommandInput> = {},
): Promise<string> {
  const { TrailARN = '' } = await client.send(
    new CreateTrailCommand({ Name, S3BucketName: BUCKET, ...input }),
  );
  await client.send(new StartLoggingCommand({ Name }));
  return TrailARN;
}

/** The organization's own trail, which is at home in the management account. */
async function createOrganizationTrail(): Promise<string> {
  const config = {
    endpoint: collecting.sandbox.url,
    region: REGION,
    credentials: ADMINISTRATOR_CREDENTIALS,
  };
  await new OrganizationsClient(config).send(
    new EnableAWSServiceAccessCommand({
      ServicePrincipal: 'cloudtrail.amazonaws.com',
    }),
  );
  return createTrail(new CloudTrailClient(config), 'organization', {
    IsOrganizationTrail: true,
    IsMultiRegionTrail: true,
    EnableLogFileValidation: true,
    KmsKeyId: 'alias/audit',
  });
}

/** Makes a bucket that trails write to. */
async function createBucket(): Promise<void> {
  const { people, pass } = collecting;
  const Resources = {
    Records: { Type: 'AWS::S3::Bucket', Properties: { BucketName: BUCKET } },
  };
  await people.cloudFormation.send(
    new CreateStackCommand({
      StackName: 'audit',
      TemplateBody: JSON.stringify({ Resources }),
    }),
  );
  await pass({ minutes: 1 });
}

beforeEach(async () => {
  collecting = await startCollecting(trailsCollector);
  await createBucket();
});

it('reads the trails of the account and of the organization, and then the list alone', async () => {
  const { people, collect, calls, allCalls } = collecting;
  const own = await createTrail(people.cloudTrail, 'audit');
  const arn = await createOrganizationTrail();
  expect(arn).toContain(`:${ACCOUNT_IDS.management}:`);

  const first = await collect();

  expect(first).toEqual([
    {
      name: 'audit',
      arn: own,
      organizationTrail: false,
      multiRegion: false,
      logFileValidation: false,
      logging: true,
    },
    {
      name: 'organization',
      arn,
      organizationTrail: true,
      multiRegion: true,
      logFileValidation: true,
      keyId: 'alias/audit',
      logging: true,
    },
  ]);
  expect(allCalls()).toEqual([...trailsCollector.iamActions].sort());
  await expect(collect(first)).resolves.toEqual(first);
  expect(calls()).toEqual([LIST]);
});

it('sees that a trail was stopped when it reads everything again, and asks a stopped one each time', async () => {
  const { people, collect, calls } = collecting;
  await createTrail(people.cloudTrail, 'audit');
  const logging = await collect();
  await people.cloudTrail.send(new StopLoggingCommand({ Name: 'audit' }));

  const stopped = await collect();
  expect(stopped).toEqual([{ ...logging[0], logging: false }]);
  await expect(collect(stopped)).resolves.toEqual(stopped);
  expect(calls()).toEqual([LIST, STATUS]);

  await people.cloudTrail.send(new StartLoggingCommand({ Name: 'audit' }));
  await expect(collect(stopped)).resolves.toEqual(logging);
});

it('asks again whether a trail logs that was changed', async () => {
  const { people, collect, calls } = collecting;
  await createTrail(people.cloudTrail, 'audit');
  const [trail] = await collect();
  const before = [{ ...trail, logFileValidation: true, keyId: 'alias/old' }];
  await expect(collect(before)).resolves.toEqual([trail]);
  expect(calls()).toEqual([LIST, STATUS]);
});

it('keeps the reason when the status cannot be read', async () => {
  const { people, collect, sandbox } = collecting;
  const arn = await createTrail(people.cloudTrail, 'audit');
  sandbox.faults.fail(STATUS, { error: 'AccessDeniedException', status: 403 });

  const first = await collect();

  expect(first).toMatchObject([
    {
      name: 'audit',
      unknownReason: expect.stringContaining(
        `Could not read the status of the trail (${arn})`,
      ),
    },
  ]);
  expect(first[0]).not.toHaveProperty('logging');
  await expect(collect(first)).resolves.toEqual(first);
});

it('leaves out a trail that vanishes between list and description', async () => {
  const { people, collect, sandbox } = collecting;
  await createTrail(people.cloudTrail, 'audit');
  sandbox.faults.fail(STATUS, { error: 'TrailNotFoundException' });
  await expect(collect()).resolves.toEqual([]);
});
