// The portal's template through the real scaffolder and mlops backends: what a person gets who presses Create use case.
import {
  CloudTrailClient,
  paginateLookupEvents,
} from '@aws-sdk/client-cloudtrail';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { PORTAL_CREDENTIALS } from '@mlops-portal/aws-sandbox';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { startBackend, until } from './__testUtils__/backend';
import { OWNER, startPortal, type TestPortal } from './__testUtils__/portal';
import scaffolderModuleMlops from '.';

const TEMPLATE: Entity = parse(
  readFileSync(
    resolve(
      __dirname,
      '../../../templates/portal/create-use-case/template.yaml',
    ),
    'utf8',
  ),
);

const VALUES = {
  name: 'churn-prediction',
  title: 'Churn prediction',
  description: 'Who is about to leave',
  owner: OWNER,
  domain: '',
  costCenter: 'cc-4711',
  environments: ['experimentation', 'dev'],
  projectTemplate: 'train-and-register',
};

const HEADERS = {
  Authorization: mockCredentials.user.header(),
  'Content-Type': 'application/json',
};

interface TaskView {
  status: string;
  output?: { links: object[] };
  log: string[];
}

interface TaskEvent {
  type: string;
  body: { message: string; output?: { links: object[] } };
}

async function startScaffolder(
  portal: TestPortal,
  features: BackendFeature[] = [],
) {
  const address = await startBackend(portal, {
    entities: [
      {
        ...TEMPLATE,
        metadata: { ...TEMPLATE.metadata, namespace: 'default' },
      },
    ],
    features: [scaffolderPlugin, scaffolderModuleMlops, ...features],
    config: { scaffolder: { taskRecovery: { enabled: true } } },
  });

  async function call<T>(
    pluginId: string,
    path: string,
    body?: object,
  ): Promise<T> {
    const response = await fetch(`${address(pluginId)}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: HEADERS,
      body: body && JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${path}: ${JSON.stringify(answer)}`);
    }
    return answer;
  }

  async function taskEnded(id: string): Promise<TaskView> {
    const status = await until(async () => {
      const task = await call<{ status: string }>(
        'scaffolder',
        `/v2/tasks/${id}`,
      );
      return ['completed', 'failed', 'cancelled'].includes(task.status)
        ? task.status
        : undefined;
    });
    const events = await call<TaskEvent[]>(
      'scaffolder',
      `/v2/tasks/${id}/events`,
    );
    return {
      status,
      output: events.find(({ type }) => type === 'completion')?.body.output,
      log: events.map(({ body }) => body.message),
    };
  }

  // The check wants to know the library, which is read soon after the start.
  await until(async () => {
    const { observedAt } = await call<{ observedAt?: string }>(
      'mlops',
      '/templates',
    );
    return observedAt;
  });

  return {
    call,
    taskEnded,
    async create(values: object): Promise<TaskView & { id: string }> {
      const { id } = await call<{ id: string }>('scaffolder', '/v2/tasks', {
        templateRef: 'template:default/create-use-case',
        values,
      });
      return { id, ...(await taskEnded(id)) };
    },
  };
}

/** Who made the calls of an operation of AWS Organizations, as CloudTrail has it. */
async function identitiesIn(
  portal: TestPortal,
  operation: string,
): Promise<object[]> {
  const client = new CloudTrailClient({
    endpoint: portal.sandbox.url,
    region: 'us-east-1',
    credentials: PORTAL_CREDENTIALS,
  });
  const identities: object[] = [];
  for await (const { Events = [] } of paginateLookupEvents(
    { client },
    {
      LookupAttributes: [
        { AttributeKey: 'EventName', AttributeValue: operation },
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
  return identities;
}

describe('the template create-use-case', () => {
  it('makes a registered use case with accounts, Studio and a project; a second time it changes nothing', async () => {
    const portal = await startPortal();
    const { call, create } = await startScaffolder(portal);

    const first = await create(VALUES);

    expect(first.log.join('\n')).toContain(
      'Registered the use case churn-prediction',
    );
    expect(first.status).toBe('completed');
    expect(first.output?.links[0]).toMatchObject({
      entityRef: 'system:default/churn-prediction',
    });
    const accounts = await portal.accounts('churn-prediction');
    expect(accounts.map(({ name, unit }) => [name, unit])).toEqual([
      ['churn-prediction-dev', 'Development'],
      ['churn-prediction-experimentation', 'Experimentation'],
    ]);
    expect(await call('mlops', '/use-cases/churn-prediction')).toMatchObject({
      title: 'Churn prediction',
      owner: OWNER,
      costCenter: 'cc-4711',
      registeredBy: 'user:default/mock',
      accounts: [
        { environment: 'experimentation', status: 'ACTIVE' },
        { environment: 'dev', accountId: accounts[0].id, status: 'ACTIVE' },
      ],
    });
    expect(first.log.join('\n')).toContain(
      `Launching project churn-prediction from train-and-register 1.1.0 in account ${accounts[0].id}`,
    );

    const second = await create(VALUES);

    expect(second.status).toBe('completed');
    expect(
      second.log.filter(message => message.includes('nothing changed')),
    ).toHaveLength(6);
    expect(await portal.accounts('churn-prediction')).toEqual(accounts);
    expect(portal.calls('sagemaker:CreateProject')).toBe(1);
    expect(portal.calls('servicecatalog:ProvisionProduct')).toBe(2);
  }, 60_000);

  it('names the person and the task in CloudTrail, and tells the auditor of every action', async () => {
    const portal = await startPortal();
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
    const { create } = await startScaffolder(portal, [auditor.factory]);

    const { id, status } = await create(VALUES);

    expect(status).toBe('completed');
    const person = expect.objectContaining({
      sessionContext: expect.objectContaining({ sourceIdentity: 'mock' }),
      arn: expect.stringContaining(`/mlops-${id}`),
    });
    expect(await identitiesIn(portal, 'CreateAccount')).toEqual([
      person,
      person,
    ]);
    expect(await identitiesIn(portal, 'MoveAccount')).toEqual([person, person]);
    expect(heard).toEqual(
      expect.arrayContaining(
        [
          'use-case-check',
          'use-case-register',
          'account-provision',
          'account-baseline',
          'studio-deploy',
          'project-launch',
        ].map(eventId => [eventId, 'user:default/mock']),
      ),
    );
  }, 60_000);

  it('continues on retry where it stopped', async () => {
    const portal = await startPortal();
    const { call, create, taskEnded } = await startScaffolder(portal);
    portal.sandbox.faults.fail('organizations:CreateAccount', {
      error: 'AccessDeniedException',
      message: 'Not today.',
      where: { AccountName: 'churn-prediction-dev' },
    });
    const failed = await create(VALUES);
    expect(failed.status).toBe('failed');
    const [made, ...others] = await portal.accounts('churn-prediction');
    expect(others).toEqual([]);
    expect(failed.log.join('\n')).toMatch(
      new RegExp(
        `dev: Could not create the account .*Not today.*\\n.*These accounts are ready: experimentation ${made.id}\\. Retry continues with what is missing\\.`,
      ),
    );
    portal.sandbox.faults.clear();

    await call('scaffolder', `/v2/tasks/${failed.id}/retry`, { secrets: {} });
    const retried = await taskEnded(failed.id);

    expect(retried.status).toBe('completed');
    expect(await portal.accounts('churn-prediction')).toEqual([
      expect.objectContaining({ name: 'churn-prediction-dev' }),
      made,
    ]);
    expect(
      portal
        .allCalls()
        .filter(line => line === 'organizations:CreateAccount ok'),
    ).toHaveLength(2);
    expect(portal.calls('sagemaker:CreateProject')).toBe(1);
  }, 60_000);

  it('says what is wrong with a request before anything is made', async () => {
    const portal = await startPortal();
    const { create } = await startScaffolder(portal);

    const { status, log } = await create({
      ...VALUES,
      owner: 'group:default/nobody',
      projectTemplate: 'train-and-forget',
    });

    expect(status).toBe('failed');
    expect(log.join('\n')).toContain(
      'Nothing was created. owner: group:default/nobody is not a group in the catalog; choose one that is. projectTemplate: the library has no train-and-forget',
    );
    expect(portal.calls('organizations:CreateAccount')).toBe(0);
  }, 60_000);
});
