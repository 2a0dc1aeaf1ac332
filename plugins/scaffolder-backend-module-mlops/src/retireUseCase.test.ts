// The portal's template through the real scaffolder and mlops backends: what a person gets who presses Retire use case.
import { CreateAccountCommand } from '@aws-sdk/client-organizations';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { startBackend, until } from './__testUtils__/backend';
import { OWNER, startPortal } from './__testUtils__/portal';
import { accountTags } from './accounts/accountTags';
import scaffolderModuleMlops from '.';

const TEMPLATES: Entity[] = ['create-use-case', 'retire-use-case'].map(name =>
  parse(
    readFileSync(
      resolve(__dirname, `../../../templates/portal/${name}/template.yaml`),
      'utf8',
    ),
  ),
);

const NAME = 'churn-prediction';

async function start() {
  const portal = await startPortal();
  const address = await startBackend(portal, {
    entities: TEMPLATES.map(template => ({
      ...template,
      metadata: { ...template.metadata, namespace: 'default' },
    })),
    features: [scaffolderPlugin, scaffolderModuleMlops],
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
      throw new Error(answer.error.message);
    }
    return answer as T;
  }

  return {
    portal,
    call,
    async run(template: string, values: object) {
      const { id } = await call<{ id: string }>('scaffolder', '/v2/tasks', {
        templateRef: `template:default/${template}`,
        values,
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
      const events = await call<{ body: { message: string } }[]>(
        'scaffolder',
        `/v2/tasks/${id}/events`,
      );
      return {
        status,
        log: events.map(({ body }) => body.message).join('\n'),
      };
    },
  };
}

describe('the template retire-use-case', () => {
  it('closes the accounts and retires the use case; nothing can be added to it after', async () => {
    const { portal, call, run } = await start();
    await call('mlops', '/use-cases', { name: NAME, owner: OWNER });
    for (const environment of ['experimentation', 'dev'] as const) {
      await portal.organizations.send(
        new CreateAccountCommand({
          AccountName: `${NAME}-${environment}`,
          Email: `aws+${NAME}-${environment}@example.com`,
          Tags: accountTags({
            useCase: NAME,
            environment,
            owner: OWNER,
            name: '',
            email: '',
          }),
        }),
      );
    }
    const mistyped = await run('retire-use-case', {
      useCase: NAME,
      confirmation: 'churn',
    });
    expect(mistyped.status).toBe('failed');
    expect(mistyped.log).toContain("confirmation: 'churn' is not the name");
    expect(portal.calls('organizations:CloseAccount')).toBe(0);

    const retired = await run('retire-use-case', {
      useCase: NAME,
      confirmation: NAME,
    });

    expect(retired.log).toContain(`The use case ${NAME} is retired`);
    expect(retired.status).toBe('completed');
    expect(portal.calls('organizations:CloseAccount')).toBe(2);
    expect(await call('mlops', `/use-cases/${NAME}`)).toMatchObject({
      retiredAt: expect.any(String),
      retiredBy: 'user:default/mock',
    });
    expect(await call('mlops', '/use-cases')).toMatchObject({ totalItems: 0 });

    const again = await run('create-use-case', {
      name: NAME,
      owner: OWNER,
      environments: ['test'],
    });
    expect(again.status).toBe('failed');
    expect(again.log).toContain(`The use case ${NAME} was retired on`);
  });
});
