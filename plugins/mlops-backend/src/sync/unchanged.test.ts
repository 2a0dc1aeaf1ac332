import { MoveAccountCommand } from '@aws-sdk/client-organizations';
import { UpdateModelPackageCommand } from '@aws-sdk/client-sagemaker';
import {
  ACCOUNT_IDS,
  ORGANIZATIONAL_UNIT_IDS,
  ROOT_ID,
} from '@mlops-portal/aws-sandbox';
import {
  AWS_EVENT_TOPIC,
  USE_CASE_SIGNAL_CHANNEL,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { waitUntil } from '@mlops-portal/backstage-plugin-mlops-node';
import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { detailOf, NOTHING, snapshotOf, told } from '../__testUtils__/ask';
import { accountOf, organizationsOf } from '../__testUtils__/aws';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  startPortal,
  startTestSandbox,
  type Portal,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

const databases = createTestDatabases();
/** The operations that were asked for. */
const calls: string[] = [];

/** What shows a list of AWS is called so; Service Catalog, RAM and Cloud Trail have other words for it. */
const LISTS =
  /:(List\w+|DescribeTrails|LookupEvents|SearchProductsAsAdmin|GetResourceShareAssociations)$/;

/** A list of products tells nothing of their tags and versions. */
const OF_EACH_PRODUCT = ['servicecatalog:DescribeProductAsAdmin'];

describe.each(databases.eachSupportedId())('a second sync on %p', engine => {
  let portal: Portal;
  /** Statements that write. */
  const writes: string[] = [];
  let firstWrites = 0;
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(engine);
    knex.on('query', ({ sql }: { sql: string }) => {
      if (/^\s*(insert|update|delete|replace)\b/i.test(sql)) {
        writes.push(sql);
      }
    });
    // One for each engine: what these tests change stays changed.
    const sandbox = await startTestSandbox({
      log: line => calls.push(line.split(' ')[0]),
    });
    portal = await startPortal({ sandbox, knex });
    await portal.sync();
    firstWrites = writes.length;
  });

  beforeEach(() => {
    calls.length = 0;
    writes.length = 0;
    portal.events.length = 0;
    portal.notifications.length = 0;
    portal.signals.length = 0;
  });

  it('writes nothing, tells of nothing, and asks AWS for lists only', async () => {
    const before = await detailOf(portal, 'fraud-detection');
    await portal.sync();
    expect(firstWrites).toBeGreaterThan(0);
    expect(writes).toEqual([]);
    expect(told(portal)).toEqual(NOTHING);
    expect(portal.notifications).toEqual([]);
    expect(portal.signals).toEqual([]);
    expect(
      [...new Set(calls)].filter(
        call =>
          !LISTS.test(call) &&
          !OF_EACH_PRODUCT.includes(call) &&
          call !== 'sts:AssumeRole',
      ),
    ).toEqual([]);
    expect(calls).toContain('sagemaker:ListMonitoringExecutions');
    expect(calls).not.toContain('organizations:ListAccountsForParent');

    const after = await detailOf(portal, 'fraud-detection');
    expect(after.evaluatedAt).toBe(before.evaluatedAt);
    expect(Date.parse(after.checkedAt ?? '')).toBeGreaterThan(
      Date.parse(before.checkedAt ?? ''),
    );
  });

  it('writes and tells of what changed, and of nothing else', async () => {
    const { account } = await snapshotOf(
      portal,
      'credit-scoring',
      'experimentation',
    );
    await organizationsOf(portal.sandbox).send(
      new MoveAccountCommand({
        AccountId: account.accountId,
        SourceParentId: ROOT_ID,
        DestinationParentId: ORGANIZATIONAL_UNIT_IDS.experimentation,
      }),
    );
    await portal.sync();
    expect(told(portal)).toEqual({
      useCases: ['credit-scoring'],
      library: false,
    });
    expect(portal.signals).toEqual([
      {
        recipients: { type: 'broadcast' },
        channel: USE_CASE_SIGNAL_CHANNEL,
        message: { useCase: 'credit-scoring' },
      },
    ]);
    expect((await detailOf(portal, 'credit-scoring')).stage).not.toBe('none');
    // The account, the evaluation, the change of stage, and the stage in the list.
    expect(
      writes
        .map(
          sql => /\b(accounts|evaluations|history|use_cases)\b/.exec(sql)?.[0],
        )
        .sort(),
    ).toEqual(['accounts', 'evaluations', 'history', 'use_cases']);
  });

  it('judges nothing by the same once more', async () => {
    const judged: string[] = [];
    const note = ({ sql }: { sql: string }) => {
      if (/select .evaluations.\.\*/.test(sql)) {
        judged.push(sql);
      }
    };
    const readAgain = async () => {
      judged.length = 0;
      await portal.emit({
        topic: AWS_EVENT_TOPIC,
        eventPayload: {
          source: 'aws.organizations',
          'detail-type': 'AWS API Call via CloudTrail',
          account: ACCOUNT_IDS.management,
          detail: { eventName: 'MoveAccount' },
        },
      });
      await waitUntil({
        what: 'the accounts to be read',
        delayMs: 50,
        poll: async () =>
          calls.includes('organizations:ListAccountsForParent') || undefined,
      });
      // The reading ends with the judging, of which nothing tells.
      await sleep(1500);
      calls.length = 0;
      return judged.length;
    };
    knex.on('query', note);
    expect(await readAgain()).toBeGreaterThan(0);
    expect(await readAgain()).toBe(0);
    knex.removeListener('query', note);
    expect(writes).toEqual([]);
  });

  it('describes what a list shows to be changed, and nothing else', async () => {
    const name = 'next-best-offer';
    const { account, registry } = await snapshotOf(portal, name, 'dev');
    const arn =
      registry.state === 'collected'
        ? registry.value.models[0]?.versions[0]?.arn
        : undefined;
    const { sageMaker } = await accountOf(portal.sandbox, account.accountId);
    await sageMaker.send(
      new UpdateModelPackageCommand({
        ModelPackageArn: arn,
        ModelApprovalStatus: 'Rejected',
        ApprovalDescription: 'Worse than the one before.',
      }),
    );
    calls.length = 0;
    await portal.sync();
    expect(calls.filter(call => call.includes(':Describe')).sort()).toEqual(
      expect.arrayContaining(['sagemaker:DescribeModelPackage']),
    );
    expect(
      calls.filter(call => call === 'sagemaker:DescribeModelPackage'),
    ).toHaveLength(1);
    expect(told(portal)).toEqual({ useCases: [name], library: false });
  });
});
