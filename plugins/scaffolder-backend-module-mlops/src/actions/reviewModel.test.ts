import { paginateLookupEvents } from '@aws-sdk/client-cloudtrail';
import {
  CreateModelPackageCommand,
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  type DescribeModelPackageCommandOutput,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { REGION } from '@mlops-portal/aws-sandbox';
import type { AwsClients } from '@mlops-portal/backstage-plugin-mlops-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPortal, type TestPortal } from '../__testUtils__/portal';
import { startProxy } from '../__testUtils__/proxy';
import { createTask, type Moment } from '../__testUtils__/task';
import { createReviewModelAction } from './reviewModel';

/** Of the sandbox's organization: a use case with a version that waits for a review, and earlier ones. */
const USE_CASE = 'customer-lifetime-value';

const UPDATE = 'sagemaker:UpdateModelPackage';

const REASON = 'Worse than the version before for new customers.';

interface ModelPortal extends TestPortal {
  accountId: string;
  /** The model package group. */
  model: string;
  /** ARN and number of the version that waits. */
  arn: string;
  version: number;
  /** SageMaker in the account, past the action. */
  sageMaker: SageMakerClient;
  /** The version as SageMaker has it. */
  described(): Promise<DescribeModelPackageCommandOutput>;
}

async function startWithModel(
  ...[options]: Parameters<typeof startPortal>
): Promise<ModelPortal> {
  const portal = await startPortal({ seed: 'organization', ...options });
  const [{ id: accountId }] = await portal.accounts(`${USE_CASE}-dev`);
  portal.registry.has(USE_CASE, undefined, [
    { environment: 'dev', accountId, status: 'ACTIVE' },
  ]);
  const { sageMaker } = portal.aws.account(accountId, 'provisioner');
  const { ModelPackageSummaryList: [waiting] = [] } = await sageMaker.send(
    new ListModelPackagesCommand({
      ModelPackageType: 'Versioned',
      ModelApprovalStatus: 'PendingManualApproval',
    }),
  );
  const arn = waiting.ModelPackageArn ?? '';
  return {
    ...portal,
    accountId,
    arn,
    model: waiting.ModelPackageGroupName ?? '',
    version: waiting.ModelPackageVersion ?? 0,
    sageMaker,
    described: () =>
      sageMaker.send(
        new DescribeModelPackageCommand({ ModelPackageName: arn }),
      ),
  };
}

function approvalOf({ accountId, arn }: ModelPortal, comment?: string) {
  return {
    accountId,
    modelPackageArn: arn,
    useCase: USE_CASE,
    decision: 'approve' as const,
    ...(comment !== undefined && { comment }),
  };
}

function rejectionOf(portal: ModelPortal, comment = REASON) {
  return { ...approvalOf(portal, comment), decision: 'reject' as const };
}

/** The body of a request of the SDK. */
function bodyOf({ request }: { request?: unknown }): string {
  return new TextDecoder().decode((request as { body: Uint8Array }).body);
}

/** Clients that send no call a second time. */
function onceOnly({ aws }: ModelPortal): AwsClients {
  return {
    ...aws,
    account: (accountId, role, session) =>
      aws.account(accountId, role, {
        name: 'mlops',
        ...session,
        maxAttempts: 1,
      }),
  };
}

describe('mlops:model:review', () => {
  it('approves a version in the name of the person, and says so', async () => {
    const portal = await startWithModel();
    const task = createTask();

    const output = await task.run(
      createReviewModelAction(portal),
      approvalOf(portal, 'Better where it counts.'),
    );

    expect(output).toEqual({
      status: 'Approved',
      useCase: USE_CASE,
      entityRef: `resource:default/${portal.model}-model-${portal.accountId}`,
    });
    expect(await portal.described()).toMatchObject({
      ModelApprovalStatus: 'Approved',
      ApprovalDescription: 'Better where it counts.',
      LastModifiedBy: { IamIdentity: { SourceIdentity: 'amara' } },
    });
    expect(task.log).toEqual([
      `info: amara approved version ${portal.version} of ${portal.model}, a model of the use case ${USE_CASE} in its dev account ${portal.accountId}: Better where it counts.`,
    ]);
    expect(portal.registry.refreshed).toEqual([USE_CASE]);
  });

  it('approves without a comment', async () => {
    const portal = await startWithModel();

    const { status } = await createTask().run(
      createReviewModelAction(portal),
      approvalOf(portal),
    );

    expect(status).toBe('Approved');
    expect(await portal.described()).not.toHaveProperty('ApprovalDescription');
  });

  it('rejects a version with the reason', async () => {
    const portal = await startWithModel();
    const task = createTask();

    const { status } = await task.run(
      createReviewModelAction(portal),
      rejectionOf(portal),
    );

    expect(status).toBe('Rejected');
    expect(await portal.described()).toMatchObject({
      ModelApprovalStatus: 'Rejected',
      ApprovalDescription: REASON,
    });
    expect(task.log[0]).toContain(
      `amara rejected version ${portal.version} of ${portal.model}`,
    );
  });

  it.each([undefined, '', ' \n '])(
    'refuses to reject without a reason, before it touches AWS: %j',
    async comment => {
      const portal = await startWithModel();
      const before = portal.allCalls().length;

      await expect(
        createTask().run(createReviewModelAction(portal), {
          ...approvalOf(portal, comment),
          decision: 'reject',
        }),
      ).rejects.toThrow(/^comment: it is missing.* Nothing was changed\.$/);
      expect(portal.allCalls()).toHaveLength(before);
    },
  );

  it('writes a comment of several lines on one, which is what SageMaker takes', async () => {
    const portal = await startWithModel();

    await createTask().run(
      createReviewModelAction(portal),
      rejectionOf(portal, ' Not fair:\r\n\n  - to the young\n  - to the old\n'),
    );

    expect(await portal.described()).toMatchObject({
      ApprovalDescription: 'Not fair: - to the young - to the old',
    });
  });

  it('refuses a comment that is longer than SageMaker takes', async () => {
    const portal = await startWithModel();
    const action = createReviewModelAction(portal);

    await expect(
      createTask().run(action, rejectionOf(portal, 'x'.repeat(1025))),
    ).rejects.toThrow(/Invalid input.*1024/);
    await createTask().run(action, rejectionOf(portal, 'x'.repeat(1024)));

    expect(portal.calls(UPDATE)).toBe(1);
  });

  it.each([
    ['with the same comment', REASON],
    ['with the same comment, on other lines', REASON.replace(' ', '\n')],
  ])('changes nothing the second time, %s', async (_, comment) => {
    const portal = await startWithModel();
    const action = createReviewModelAction(portal);
    const first = await createTask().run(action, rejectionOf(portal));
    const task = createTask();

    const second = await task.run(action, rejectionOf(portal, comment));

    expect(second).toEqual(first);
    expect(task.log).toEqual([
      expect.stringMatching(
        new RegExp(
          `^info: It stands already: version ${portal.version} of ${portal.model} is Rejected by amara on \\d{4}-\\d\\d-\\d\\d \\(${REASON}\\); nothing changed$`,
        ),
      ),
    ]);
    expect(portal.calls(UPDATE)).toBe(1);
  });

  it('is content with the comment there is when an approved version is approved without one', async () => {
    const portal = await startWithModel();
    const action = createReviewModelAction(portal);
    await createTask().run(action, approvalOf(portal, 'Well done.'));

    await createTask().run(action, approvalOf(portal));

    expect(portal.calls(UPDATE)).toBe(1);
    expect(await portal.described()).toMatchObject({
      ApprovalDescription: 'Well done.',
    });
  });

  it('writes down another comment on the same decision', async () => {
    const portal = await startWithModel();
    const action = createReviewModelAction(portal);
    await createTask().run(action, rejectionOf(portal));

    await createTask().run(action, rejectionOf(portal, 'And too slow.'));

    expect(await portal.described()).toMatchObject({
      ModelApprovalStatus: 'Rejected',
      ApprovalDescription: 'And too slow.',
    });
  });

  it('changes an earlier decision, says what it was, and leaves nothing of its comment', async () => {
    const portal = await startWithModel();
    const action = createReviewModelAction(portal);
    await createTask().run(action, rejectionOf(portal));
    const task = createTask();

    const { status } = await task.run(action, approvalOf(portal));

    expect(status).toBe('Approved');
    expect(task.log).toEqual([
      expect.stringMatching(
        new RegExp(
          `^info: Until now version ${portal.version} of ${portal.model} was Rejected by amara on \\d{4}-\\d\\d-\\d\\d \\(${REASON}\\); that is changed$`,
        ),
      ),
      expect.stringContaining('amara approved version'),
    ]);
    const { ModelApprovalStatus, ApprovalDescription } =
      await portal.described();
    expect(ModelApprovalStatus).toBe('Approved');
    expect(ApprovalDescription).toBeFalsy();
  });

  it('says of a version that was registered as approved what it was, too', async () => {
    const portal = await startWithModel();
    const { ModelPackageArn: arn = '' } = await portal.sageMaker.send(
      new CreateModelPackageCommand({
        ModelPackageGroupName: portal.model,
        ModelApprovalStatus: 'Approved',
      }),
    );
    const task = createTask();

    await task.run(
      createReviewModelAction(portal),
      rejectionOf({ ...portal, arn }),
    );

    expect(task.log[0]).toBe(
      `info: Until now version ${portal.version + 1} of ${portal.model} was Approved; that is changed`,
    );
  });

  it('finds the use case by the account when it is not told', async () => {
    const portal = await startWithModel();
    const { useCase: _, ...input } = approvalOf(portal);

    const output = await createTask().run(
      createReviewModelAction(portal),
      input,
    );

    expect(output.useCase).toBe(USE_CASE);
    expect(portal.registry.refreshed).toEqual([USE_CASE]);
  });

  describe('refuses, and sends nothing to SageMaker,', () => {
    async function refusal(
      portal: ModelPortal,
      changes: { useCase?: string; accountId?: string; arn?: string },
    ): Promise<string> {
      const { arn, ...others } = changes;
      const input = {
        ...approvalOf(portal),
        ...others,
        ...(arn && { modelPackageArn: arn }),
      };
      const failure = await createTask()
        .run(createReviewModelAction(portal), input)
        .catch(error => error);
      expect(failure).toBeInstanceOf(Error);
      expect(portal.calls(UPDATE)).toBe(0);
      return failure.message;
    }

    it('a version that there is not', async () => {
      const portal = await startWithModel();
      const arn = portal.arn.replace(/\d+$/, '999');

      expect(await refusal(portal, { arn })).toBe(
        `modelPackageArn: there is no version of a registered model with the ARN ${arn}; it may have been deleted. Nothing was changed.`,
      );
    });

    it('what is no ARN of a model package', async () => {
      const portal = await startWithModel();

      expect(await refusal(portal, { arn: 'churn-prediction/3' })).toMatch(
        /^modelPackageArn: 'churn-prediction\/3' is not the ARN of a model package, such as arn:aws:sagemaker:/,
      );
    });

    it('a version in another account', async () => {
      const portal = await startWithModel();
      const arn = portal.arn.replace(portal.accountId, '999999999999');

      expect(await refusal(portal, { arn })).toContain(
        `is in account 999999999999, not in account ${portal.accountId}.`,
      );
    });

    it('a version in another region', async () => {
      const portal = await startWithModel();
      const arn = portal.arn.replace(REGION, 'ap-south-1');

      expect(await refusal(portal, { arn })).toContain(
        `is in ap-south-1; the portal works in ${REGION}.`,
      );
    });

    it('a model package that is in no group', async () => {
      const portal = await startWithModel();
      const arn = portal.arn.replace(/\/\d+$/, '');

      expect(await refusal(portal, { arn })).toContain(
        'is not a version of a registered model: it is in no model package group',
      );
    });

    it('an account of another use case', async () => {
      const portal = await startWithModel();
      portal.registry.has('churn-prediction', undefined, [
        { environment: 'dev', accountId: '111111111111', status: 'ACTIVE' },
      ]);

      expect(await refusal(portal, { useCase: 'churn-prediction' })).toBe(
        `accountId: account ${portal.accountId} is none of the use case churn-prediction, which has dev 111111111111. Nothing was changed.`,
      );
    });

    it('an account of no use case', async () => {
      const portal = await startWithModel();
      portal.registry.useCases.clear();

      expect(await refusal(portal, { useCase: '' })).toBe(
        `accountId: the portal knows of no use case that account ${portal.accountId} belongs to.`,
      );
    });

    it('a use case that is not registered', async () => {
      const portal = await startWithModel();

      expect(await refusal(portal, { useCase: 'nobody-knows' })).toMatch(
        /^useCase: /,
      );
    });

    it('a use case that is being retired', async () => {
      const portal = await startWithModel();
      Object.assign(portal.registry.useCases.get(USE_CASE)!, {
        retirementBegunAt: '2026-02-01T00:00:00.000Z',
        retiredBy: 'user:default/amara',
      });

      expect(await refusal(portal, {})).toContain('is being retired since');
    });

    it('to approve what SageMaker has not completed', async () => {
      let status = 'Completed';
      const portal = await startWithModel({
        endpoint: url =>
          startProxy(url, operation =>
            operation === 'DescribeModelPackage'
              ? {
                  ModelPackageGroupName: USE_CASE,
                  ModelPackageVersion: 7,
                  ModelPackageStatus: status,
                  ModelApprovalStatus: 'PendingManualApproval',
                }
              : undefined,
          ),
      });
      status = 'Failed';

      expect(await refusal(portal, {})).toMatch(
        /version 7 of customer-lifetime-value is Failed, and only what SageMaker has completed can be approved/,
      );

      const { status: rejected } = await createTask().run(
        createReviewModelAction(portal),
        rejectionOf(portal),
      );
      expect(rejected).toBe('Rejected');
    });
  });

  it.each(['DescribeModelPackage', 'UpdateModelPackage'])(
    'says what AWS refused at %s, and a retry decides',
    async operation => {
      const portal = await startWithModel();
      portal.sandbox.faults.fail(`sagemaker:${operation}`, {
        error: 'AccessDeniedException',
        message: 'You may not.',
        count: 1,
      });
      const action = createReviewModelAction(portal);
      const task = createTask();

      await expect(task.run(action, approvalOf(portal))).rejects.toThrow(
        /^Could not .*model version.*: AccessDeniedException: You may not\. The role of the portal lacks this permission/,
      );
      expect((await portal.described()).ModelApprovalStatus).toBe(
        'PendingManualApproval',
      );
      expect(portal.registry.refreshed).toEqual([]);
      await task.run(action, approvalOf(portal));

      expect((await portal.described()).ModelApprovalStatus).toBe('Approved');
    },
  );

  it('waits until AWS takes the call, and needs no list that may be behind', async () => {
    const portal = await startWithModel();
    portal.sandbox.faults.throttle('sagemaker:DescribeModelPackage', {
      count: 2,
    });
    portal.sandbox.faults.throttle(UPDATE, { count: 2 });
    portal.sandbox.faults.lag('sagemaker:*', 600_000);

    const { status } = await createTask().run(
      createReviewModelAction(portal),
      approvalOf(portal),
    );

    expect(status).toBe('Approved');
    expect((await portal.described()).ModelApprovalStatus).toBe('Approved');
  });

  it('asks again with the same token when the answer is lost', async () => {
    const portal = await startWithModel();
    portal.sandbox.faults.drop(UPDATE, { count: 1 });
    const tokens: unknown[] = [];
    const account: AwsClients['account'] = (...args) => {
      const clients = portal.aws.account(...args);
      // After the SDK's own middleware that sends a request again.
      clients.sageMaker.middlewareStack.add(
        (next, { commandName }) =>
          async sent => {
            if (commandName === 'UpdateModelPackageCommand') {
              tokens.push(JSON.parse(bodyOf(sent)).ClientToken);
            }
            return next(sent);
          },
        { step: 'finalizeRequest', priority: 'low' },
      );
      return clients;
    };
    const task = createTask();

    await task.run(
      createReviewModelAction({ ...portal, aws: { ...portal.aws, account } }),
      approvalOf(portal, 'Good.'),
    );

    expect(tokens).toEqual([expect.stringMatching(/^[\w-]{36}$/), tokens[0]]);
    expect(await portal.described()).toMatchObject({
      ModelApprovalStatus: 'Approved',
      ApprovalDescription: 'Good.',
    });
    expect(task.log).toHaveLength(1);
  });

  it('takes it for decided when every answer is lost, and SageMaker has it', async () => {
    const portal = await startWithModel();
    portal.sandbox.faults.drop(UPDATE);

    const { status } = await createTask().run(
      createReviewModelAction({ ...portal, aws: onceOnly(portal) }),
      approvalOf(portal, 'Good.'),
    );

    expect(status).toBe('Approved');
    expect(portal.calls(UPDATE)).toBe(1);
    expect((await portal.described()).ModelApprovalStatus).toBe('Approved');
  });

  it.each<{ moment: Moment; kept: boolean }>([
    { moment: 'before', kept: true },
    { moment: 'after', kept: true },
    { moment: 'after', kept: false },
    { moment: 'kept', kept: true },
    { moment: 'kept', kept: false },
  ])(
    'ends with one decision when it is killed $moment the request, checkpoints kept: $kept',
    async ({ moment, kept }) => {
      const portal = await startWithModel();
      const action = createReviewModelAction(portal);
      const task = createTask();
      await expect(
        task.run(action, rejectionOf(portal), {
          dieAt: {
            key: `review-${portal.model}-${portal.version}`,
            moment,
          },
        }),
      ).rejects.toThrow('killed');

      const again = kept ? task : createTask();
      const { status } = await again.run(action, rejectionOf(portal));

      expect(status).toBe('Rejected');
      expect(portal.calls(UPDATE)).toBe(1);
      expect(await portal.described()).toMatchObject({
        ModelApprovalStatus: 'Rejected',
        ApprovalDescription: REASON,
      });
    },
  );

  it('leaves alone what somebody else decided after it, when the task is run again', async () => {
    const portal = await startWithModel();
    const action = createReviewModelAction(portal);
    const task = createTask();
    await task.run(action, approvalOf(portal));
    await createTask('another').run(action, rejectionOf(portal));

    await expect(task.run(action, approvalOf(portal))).rejects.toThrow(
      /^This task has set version \d+ of .* to Approved before\. Since then it became Rejected by amara on .*, and that stays\./,
    );

    expect((await portal.described()).ModelApprovalStatus).toBe('Rejected');
  });

  it.each([
    ['sagemaker:DescribeModelPackage', 'Nothing was changed.'],
    [
      UPDATE,
      'SageMaker was asked to set the version to Approved, and may have done so.',
    ],
  ])(
    'ends when it is cancelled in %s, and says what was done',
    async (operation, words) => {
      const portal = await startWithModel();
      portal.sandbox.faults.delay(operation, 1_000, { count: 1 });
      const controller = new AbortController();
      const task = createTask();
      const running = task.run(
        createReviewModelAction(portal),
        approvalOf(portal),
        { signal: controller.signal },
      );
      while (portal.sandbox.faults.list().length > 0) {
        await sleep(10);
      }

      controller.abort(new Error('A person cancelled it.'));

      await expect(running).rejects.toThrow('A person cancelled it.');
      expect(task.log).toEqual([`warn: Cancelled. ${words}`]);
      expect(portal.registry.refreshed).toEqual([]);
    },
  );

  it('only says what it would do in a dry run', async () => {
    const portal = await startWithModel();
    const before = portal.allCalls().length;
    const task = createTask();

    const output = await task.run(
      createReviewModelAction(portal),
      rejectionOf(portal),
      { isDryRun: true },
    );

    expect(output.status).toBe('Rejected');
    expect(task.log).toEqual([
      `info: Dry run: would reject ${portal.arn} in account ${portal.accountId}`,
    ]);
    expect(portal.allCalls()).toHaveLength(before);
  });

  it('stands in CloudTrail under the name of the person and the task', async () => {
    const portal = await startWithModel();

    await createTask('task-42').run(
      createReviewModelAction(portal),
      approvalOf(portal),
    );

    const { cloudTrail } = portal.aws.account(portal.accountId, 'provisioner');
    const identities: unknown[] = [];
    for await (const { Events = [] } of paginateLookupEvents(
      { client: cloudTrail },
      {
        LookupAttributes: [
          { AttributeKey: 'EventName', AttributeValue: 'UpdateModelPackage' },
        ],
      },
    )) {
      identities.push(
        ...Events.map(
          ({ CloudTrailEvent = '{}' }) =>
            JSON.parse(CloudTrailEvent).userIdentity,
        ),
      );
    }
    expect(identities).toContainEqual(
      expect.objectContaining({
        sessionContext: expect.objectContaining({ sourceIdentity: 'amara' }),
        arn: expect.stringContaining('/mlops-task-42'),
      }),
    );
  });
});
