import {
  CreateMlflowTrackingServerCommand,
  DeleteMlflowTrackingServerCommand,
  DescribeMlflowTrackingServerCommand,
  ListMlflowTrackingServersCommand,
  StartMlflowTrackingServerCommand,
  StopMlflowTrackingServerCommand,
} from '@aws-sdk/client-sagemaker';
import { startHarness, type Clients } from '../../__testUtils__/harness';
import { ACCOUNT_IDS } from '../../constants';

async function start() {
  const harness = await startHarness();
  return { harness, inside: await harness.account(ACCOUNT_IDS.governance) };
}

const TrackingServerName = 'experiments';

const create = ({ sageMaker }: Clients, name = TrackingServerName) =>
  sageMaker.send(
    new CreateMlflowTrackingServerCommand({
      TrackingServerName: name,
      ArtifactStoreUri: 's3://artifacts/mlflow',
      RoleArn: `arn:aws:iam::${ACCOUNT_IDS.governance}:role/mlflow`,
    }),
  );

const describeServer = ({ sageMaker }: Clients) =>
  sageMaker.send(
    new DescribeMlflowTrackingServerCommand({ TrackingServerName }),
  );

describe('MLflow tracking servers', () => {
  it('take their time to come, to stop, to start and to go', async () => {
    const { harness, inside } = await start();
    const { sageMaker } = inside;
    const { TrackingServerArn } = await create(inside);
    expect(TrackingServerArn).toBe(
      `arn:aws:sagemaker:eu-west-1:${ACCOUNT_IDS.governance}:mlflow-tracking-server/experiments`,
    );
    expect(await describeServer(inside)).toMatchObject({
      TrackingServerStatus: 'Creating',
      IsActive: 'Inactive',
      TrackingServerSize: 'Small',
    });
    const stop = () =>
      sageMaker.send(
        new StopMlflowTrackingServerCommand({ TrackingServerName }),
      );
    await expect(stop()).rejects.toMatchObject({ name: 'ConflictException' });
    harness.pass(60);
    expect(await describeServer(inside)).toMatchObject({
      TrackingServerStatus: 'Created',
      IsActive: 'Active',
      TrackingServerUrl: expect.stringMatching(
        /^https:\/\/t-\w+\.eu-west-1\.experiments\.sagemaker\.aws$/,
      ),
    });
    await stop();
    harness.pass(15);
    expect(await describeServer(inside)).toMatchObject({
      TrackingServerStatus: 'Stopped',
      IsActive: 'Inactive',
    });
    await sageMaker.send(
      new StartMlflowTrackingServerCommand({ TrackingServerName }),
    );
    harness.pass(30);
    expect(await describeServer(inside)).toMatchObject({
      TrackingServerStatus: 'Started',
      IsActive: 'Active',
    });
    await sageMaker.send(
      new DeleteMlflowTrackingServerCommand({ TrackingServerName }),
    );
    harness.pass(15);
    await expect(describeServer(inside)).rejects.toMatchObject({
      name: 'ResourceNotFound',
    });
  });

  it('are there once, and listed by status, the newest first', async () => {
    const { harness, inside } = await start();
    await create(inside);
    await expect(create(inside)).rejects.toMatchObject({
      name: 'ConflictException',
    });
    harness.pass(60);
    await create(inside, 'more');
    const list = async (TrackingServerStatus?: 'Created') => {
      const { TrackingServerSummaries = [] } = await inside.sageMaker.send(
        new ListMlflowTrackingServersCommand({ TrackingServerStatus }),
      );
      return TrackingServerSummaries.map(
        ({ TrackingServerName: name }) => name,
      );
    };
    expect(await list()).toEqual(['more', 'experiments']);
    expect(await list('Created')).toEqual(['experiments']);
  });
});
