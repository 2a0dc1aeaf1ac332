// A person in front of a portal: signs in, presses buttons, and watches, all over REST.
import { ResponseError } from '@backstage/errors';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { PEOPLE_PROVIDER, PERSON_HEADER } from '../backend/people';
import { until } from '../until';

const ENDED = ['completed', 'failed', 'cancelled'];

/** A task that has ended. */
export interface EndedTask {
  id: string;
  status: string;
  /** What it told the person, line by line. */
  log: string[];
}

/** What a person can do. */
export interface Person {
  /** Calls the portal: `/mlops/use-cases`. Throws a ResponseError when it refuses. */
  call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T>;
  /** Runs a template; answers the id of the task. */
  press(template: string, values: JsonObject): Promise<string>;
  /** The state of a task; undefined while the portal does not answer. */
  statusOf(taskId: string): Promise<string | undefined>;
  /** Waits until a task has ended. */
  ended(taskId: string, timeoutMs?: number): Promise<EndedTask>;
  /** Stops a task. */
  cancel(taskId: string): Promise<void>;
  /** Runs a task again that has failed or was stopped. */
  retry(taskId: string): Promise<void>;
  /** What a task has told so far. */
  logOf(taskId: string): Promise<string[]>;
  /** The entities of a use case in the catalog. */
  entitiesOf(useCase: string): Promise<Entity[]>;
}

/**
 * A person.
 *
 * @param name - `amara` is `user:default/amara`
 * @param url - of the portal; of another replica after the first has died
 */
export function createPerson(name: string, url: () => string): Person {
  let token: { text: string; since: number } | undefined;

  async function signIn(): Promise<string> {
    // Well before the hour is over for which a token is good.
    if (!token || Date.now() - token.since > 20 * 60_000) {
      const response = await fetch(
        `${url()}/api/auth/${PEOPLE_PROVIDER}/refresh`,
        { headers: { [PERSON_HEADER]: name } },
      );
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      const { backstageIdentity } = await response.json();
      token = { text: backstageIdentity.token, since: Date.now() };
    }
    return token.text;
  }

  async function call<T>(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<T> {
    const response = await fetch(`${url()}/api${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await signIn()}`,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return (await response.json()) as T;
  }

  async function logOf(taskId: string): Promise<string[]> {
    const events = await call<{ body: { message?: string } }[]>(
      'GET',
      `/scaffolder/v2/tasks/${taskId}/events`,
    );
    return events.flatMap(({ body }) => body.message ?? []);
  }

  async function statusOf(taskId: string): Promise<string | undefined> {
    try {
      const { status } = await call<{ status: string }>(
        'GET',
        `/scaffolder/v2/tasks/${taskId}`,
      );
      return status;
    } catch (error) {
      // Down, or just coming up: a portal listens before its plugins answer.
      const isAway =
        !(error instanceof ResponseError) ||
        [404, 502, 503].includes(error.statusCode);
      if (isAway) {
        return undefined;
      }
      throw error;
    }
  }

  return {
    call,
    logOf,
    statusOf,
    async press(template, values) {
      const { id } = await call<{ id: string }>(
        'POST',
        '/scaffolder/v2/tasks',
        {
          templateRef: `template:default/${template}`,
          values,
        },
      );
      return id;
    },
    async cancel(taskId) {
      await call('POST', `/scaffolder/v2/tasks/${taskId}/cancel`, {});
    },
    async retry(taskId) {
      await call('POST', `/scaffolder/v2/tasks/${taskId}/retry`, {
        secrets: {},
      });
    },
    async ended(taskId, timeoutMs = 180_000) {
      const status = await until(
        `the end of task ${taskId}`,
        async () => {
          const now = await statusOf(taskId);
          return now && ENDED.includes(now) ? now : undefined;
        },
        {
          timeoutMs,
          whyNot: async () =>
            `Its log:\n${(await logOf(taskId)).slice(-30).join('\n')}`,
        },
      );
      return { id: taskId, status, log: await logOf(taskId) };
    },
    async entitiesOf(useCase) {
      const { items } = await call<{ items: Entity[] }>(
        'GET',
        `/catalog/entities/by-query?limit=100&filter=metadata.annotations.mlops-portal.io/use-case=${useCase}`,
      );
      return items;
    },
  };
}
