import { CreatePipelineCommand } from '@aws-sdk/client-codepipeline';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ListDomainsCommand } from '@aws-sdk/client-sagemaker';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { requestAccount, statusOf } from '../__testUtils__/accounts';
import { startEventTarget } from '../__testUtils__/eventTarget';
import { temporaryPath } from '../__testUtils__/files';
import { startHarness } from '../__testUtils__/harness';
import { ACCOUNT_IDS, EXTERNAL_ID, ROLES } from '../constants';
import { createSandboxClient } from './client';
import type { TimeSpan } from './clock';

const DAY = 24 * 60 * 60 * 1000;

describe('the clock', () => {
  it('moves on, and what was due on the way is done when it was due', async () => {
    const now = Date.now();
    const harness = await startHarness({ now: () => now });
    const requested = await requestAccount(harness, 'churn-dev');
    const client = createSandboxClient(harness.sandbox.url);
    const moved = await client.advance({ days: 2, hours: 3, minutes: 30 });
    expect(moved).toEqual({
      now: new Date(now + 2 * DAY + 3.5 * 60 * 60 * 1000).toISOString(),
      workDone: expect.any(Number),
    });
    expect(moved.workDone).toBeGreaterThan(0);
    const status = await statusOf(harness, requested);
    expect(status.State).toBe('SUCCEEDED');
    expect(Number(status.CompletedTimestamp) - now).toBeLessThan(10_000);
    await client.advance({ hours: 1 });
    const { Accounts = [] } = await harness.organizations.send(
      new ListAccountsCommand({}),
    );
    expect(Accounts.map(({ Name }) => Name)).toContain('churn-dev');
  });

  it('stays ahead over a restart, and goes back with a reset', async () => {
    const now = Date.now();
    const options = { statePath: temporaryPath('state.json'), now: () => now };
    const first = await startHarness(options);
    await first.sandbox.advance({ days: 30 });
    await first.sandbox.stop();
    const second = await startHarness(options);
    const shown = async () =>
      Date.parse((await second.sandbox.advance({ minutes: 1 })).now);
    expect((await shown()) - now).toBe(30 * DAY + 60_000);
    await second.sandbox.reset();
    expect((await shown()) - now).toBe(60_000);
  });

  it('lets credentials run out, and hands out new ones on the clock of the client', async () => {
    const harness = await startHarness();
    const { sageMaker } = await harness.account(ACCOUNT_IDS.dataLake);
    await harness.sandbox.advance({ days: 1 });
    await expect(
      sageMaker.send(new ListDomainsCommand({})),
    ).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    const { Credentials } = await harness.sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${ACCOUNT_IDS.dataLake}:role/${ROLES.reader}`,
        RoleSessionName: 'test',
        ExternalId: EXTERNAL_ID,
        DurationSeconds: 900,
      }),
    );
    const lifetime = Number(Credentials?.Expiration) - Date.now();
    expect(lifetime).toBeGreaterThan(890_000);
    expect(lifetime).toBeLessThan(901_000);
    const renewed = harness.clients({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    });
    const identity = await renewed.sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe(ACCOUNT_IDS.dataLake);
  });

  it.each([
    ['nothing', {}, /more than 0/],
    ['back', { days: -1 }, /days/],
    ['by too much', { days: 366, minutes: 1 }, /at most 366 days/],
    ['by what it does not know', { weeks: 1 }, /weeks/],
  ])('does not move %s', async (_what, span, message) => {
    const { sandbox } = await startHarness();
    await expect(
      createSandboxClient(sandbox.url).advance(span as TimeSpan),
    ).rejects.toThrow(message);
  });

  it('tells events of the time at which they happened', async () => {
    const target = await startEventTarget();
    const now = Date.now();
    const harness = await startHarness({
      now: () => now,
      eventTarget: target.url,
    });
    const { codePipeline } = await harness.account(ACCOUNT_IDS.governance);
    const action = (category: 'Source' | 'Build') => ({
      name: 'Action',
      actionTypeId: {
        category,
        owner: 'AWS' as const,
        provider: 'S3',
        version: '1',
      },
    });
    await codePipeline.send(
      new CreatePipelineCommand({
        pipeline: {
          name: 'build',
          roleArn: `arn:aws:iam::${ACCOUNT_IDS.governance}:role/pipeline`,
          artifactStore: { type: 'S3', location: 'artifacts' },
          stages: [
            { name: 'Source', actions: [action('Source')] },
            { name: 'Build', actions: [action('Build')] },
          ],
        },
      }),
    );
    await harness.sandbox.advance({ days: 5 });
    const [, ended] = await target.wait(
      'CodePipeline Pipeline Execution State Change',
      2,
    );
    expect(ended.detail.state).toBe('SUCCEEDED');
    expect(Date.parse(ended.time) - now).toBeLessThan(60_000);
    await target.stop();
  });
});
