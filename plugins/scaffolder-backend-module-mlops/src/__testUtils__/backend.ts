// A backend in memory, with the real mlops plugin, on a portal whose AWS is a sandbox.
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- tests run the actions beside the backend they ask
import mlopsPlugin from '@mlops-portal/backstage-plugin-mlops-backend';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestPortal } from './portal';

/** The group that owns use cases in tests. */
export const GROUP: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'customer-intelligence', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

const running: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(stop => stop()));
});

/**
 * Starts a backend that ends with the test.
 *
 * @returns a function that gives the address of a plugin: `http://localhost:1234/api/mlops`
 */
export async function startBackend(
  portal: TestPortal,
  options: {
    entities?: Entity[];
    features?: BackendFeature[];
    config?: object;
  } = {},
): Promise<(pluginId: string) => string> {
  const { entities = [], features = [], config } = options;
  const backend = await startTestBackend({
    features: [
      mlopsPlugin,
      // Evidence is collected once, at the start.
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      }),
      catalogServiceMock.factory({ entities: [GROUP, ...entities] }),
      mockServices.rootConfig.factory({ data: { ...portal.data, ...config } }),
      ...features,
    ],
  });
  running.push(() => backend.stop());
  return pluginId =>
    `http://localhost:${backend.server.port()}/api/${pluginId}`;
}

/** Asks until there is an answer. The test's own time limit ends it. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    await sleep(100);
  }
}
