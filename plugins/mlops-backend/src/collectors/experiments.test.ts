import {
  CreateExperimentCommand,
  CreateMlflowTrackingServerCommand,
} from '@aws-sdk/client-sagemaker';
import {
  ACCOUNT_ID,
  SAGEMAKER_ARN,
  startCollecting,
} from './__testUtils__/collecting';
import { experimentsCollector } from './experiments';

it('reads the newest twenty experiments and all tracking servers, with nothing but lists', async () => {
  const { people, collect, calls, allCalls, pass } =
    await startCollecting(experimentsCollector);
  const names = Array.from({ length: 22 }, (_, index) => `attempt-${index}`);
  for (const ExperimentName of names) {
    await people.sageMaker.send(
      new CreateExperimentCommand({ ExperimentName }),
    );
  }
  for (const TrackingServerName of ['risk', 'churn']) {
    await people.sageMaker.send(
      new CreateMlflowTrackingServerCommand({
        TrackingServerName,
        ArtifactStoreUri: 's3://artifacts/mlflow',
        RoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/mlflow`,
      }),
    );
  }
  await expect(collect()).resolves.toMatchObject({
    trackingServers: [
      { name: 'churn', status: 'Creating', active: false },
      { name: 'risk', status: 'Creating', active: false },
    ],
  });
  await pass({ minutes: 2 });

  const first = await collect();

  expect(first.experiments.map(({ name }) => name)).toEqual(
    names.reverse().slice(0, 20),
  );
  expect(first.experiments[0]).toEqual({
    name: 'attempt-21',
    arn: `${SAGEMAKER_ARN}:experiment/attempt-21`,
    createdAt: expect.any(String),
    lastModifiedAt: expect.any(String),
  });
  expect(first.trackingServers).toEqual(
    ['churn', 'risk'].map(name => ({
      name,
      arn: `${SAGEMAKER_ARN}:mlflow-tracking-server/${name}`,
      status: 'Created',
      active: true,
    })),
  );
  await expect(collect(first)).resolves.toEqual(first);
  expect(calls()).toEqual([
    'sagemaker:ListExperiments',
    'sagemaker:ListMlflowTrackingServers',
  ]);
  expect(allCalls()).toEqual([...experimentsCollector.iamActions].sort());
});
