// The portal's template through the real scaffolder and mlops backends: what a person gets who approves or rejects a model version in place.
import { ListModelPackagesCommand } from '@aws-sdk/client-sagemaker';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { ModelDetail } from '@mlops-portal/backstage-plugin-mlops-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { startBackend, until } from './__testUtils__/backend';
import { startPortal } from './__testUtils__/portal';
import scaffolderModuleMlops from '.';

const TEMPLATE: Entity = parse(
  readFileSync(
    resolve(__dirname, '../../../templates/portal/review-model/template.yaml'),
    'utf8',
  ),
);

/** Of the sandbox's organization: a use case with a version that waits for a review. */
const USE_CASE = 'customer-lifetime-value';

interface TaskEvent {
  body: { message: string; output?: { links: object[]; text: object[] } };
}

async function start() {
  const portal = await startPortal({ seed: 'organization' });
  const [{ id: accountId }] = await portal.accounts(`${USE_CASE}-dev`);
  const { ModelPackageSummaryList: [waiting] = [] } = await portal.aws
    .account(accountId, 'provisioner')
    .sageMaker.send(
      new ListModelPackagesCommand({
        ModelPackageType: 'Versioned',
        ModelApprovalStatus: 'PendingManualApproval',
      }),
    );
  const auditor = mockServices.auditor.mock();
  const heard: [string, unknown][] = [];
  auditor.createEvent.mockImplementation(async ({ eventId, meta }) => ({
    success: async () => {
      heard.push([eventId, meta?.user]);
    },
    fail: async ({ error }) => {
      heard.push([eventId, error.message]);
    },
  }));
  const address = await startBackend(portal, {
    entities: [
      {
        ...TEMPLATE,
        metadata: { ...TEMPLATE.metadata, namespace: 'default' },
      },
    ],
    features: [scaffolderPlugin, scaffolderModuleMlops, auditor.factory],
  });

  async function call<T>(pluginId: string, path: string, body?: object) {
    const response = await fetch(`${address(pluginId)}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: mockCredentials.user.header(),
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(JSON.stringify(answer));
    }
    return answer as T;
  }

  // Use cases are found by the tags of their accounts, soon after the start.
  await until(async () => {
    const { items } = await call<{ items: object[] }>(
      'mlops',
      `/accounts?useCase=${USE_CASE}`,
    );
    const { items: useCases } = await call<{ items: object[] }>(
      'mlops',
      `/use-cases?q=${USE_CASE}`,
    );
    return (items.length > 0 && useCases.length > 0) || undefined;
  });

  const group = waiting.ModelPackageGroupName ?? '';
  return {
    accountId,
    group,
    arn: waiting.ModelPackageArn ?? '',
    /** What the auditor heard of reviews. */
    reviews: () => heard.filter(([eventId]) => eventId === 'model-review'),
    calls: portal.calls,
    model: () => call<ModelDetail>('mlops', `/models/${accountId}/${group}`),
    async run(values: object) {
      const { id } = await call<{ id: string }>('scaffolder', '/v2/tasks', {
        templateRef: 'template:default/review-model',
        values: {
          accountId,
          modelPackageArn: waiting.ModelPackageArn,
          ...values,
        },
      });
      const status = await until(async () => {
        const task = await call<{ status: string }>(
          'scaffolder',
          `/v2/tasks/${id}`,
        );
        return ['completed', 'failed'].includes(task.status)
          ? task.status
          : undefined;
      });
      const events = await call<TaskEvent[]>(
        'scaffolder',
        `/v2/tasks/${id}/events`,
      );
      return {
        status,
        output: events.find(({ body }) => body.output)?.body.output,
        log: events.map(({ body }) => body.message).join('\n'),
      };
    },
  };
}

describe('the template review-model', () => {
  it('approves a version, changes that, and says on the page of the model who decided what', async () => {
    const { accountId, arn, group, reviews, model, run } = await start();

    const approved = await run({
      useCase: USE_CASE,
      decision: 'approve',
      comment: 'Better where it counts.',
    });

    expect(approved.log).toContain('mock approved version');
    expect(approved.status).toBe('completed');
    expect(approved.output).toMatchObject({
      links: [
        { entityRef: `system:default/${USE_CASE}` },
        { entityRef: `resource:default/${group}-model-${accountId}` },
      ],
      text: [{ content: `${arn} is Approved.` }],
    });
    expect((await model()).latest).toMatchObject({
      arn,
      approval: 'Approved',
      approvalDescription: 'Better where it counts.',
      reviewedBy: 'mock',
    });

    // The form leaves out what is empty.
    const rejected = await run({ decision: 'reject', comment: 'Too slow.' });

    expect(rejected.log).toContain('was Approved by mock on ');
    expect(rejected.status).toBe('completed');
    expect(rejected.output?.links[0]).toMatchObject({
      entityRef: `system:default/${USE_CASE}`,
    });
    expect((await model()).latest).toMatchObject({
      approval: 'Rejected',
      approvalDescription: 'Too slow.',
    });
    expect(reviews()).toEqual([
      ['model-review', 'user:default/mock'],
      ['model-review', 'user:default/mock'],
    ]);
  }, 60_000);

  it('begins no task for a rejection without a comment, or for what is no version', async () => {
    const { arn, reviews, calls, run } = await start();

    for (const comment of [undefined, '']) {
      await expect(run({ decision: 'reject', comment })).rejects.toThrow(
        'comment',
      );
    }
    await expect(
      run({
        decision: 'approve',
        modelPackageArn: arn.replace(/\/\d+$/, ''),
      }),
    ).rejects.toThrow('modelPackageArn');
    await expect(run({ decision: 'perhaps' })).rejects.toThrow('decision');
    expect(reviews()).toEqual([]);
    expect(calls('sagemaker:UpdateModelPackage')).toBe(0);
  }, 60_000);
});
