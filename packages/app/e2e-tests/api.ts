// The portal's API as a script would use it, with a guest's token.
import type { RunningPortal } from './portal';

/** Answer of a call: its status and its body. */
export interface Answer<T> {
  status: number;
  body: T;
}

/** Makes a client that calls the backend as a guest. */
export async function guestApi(portal: RunningPortal) {
  const response = await fetch(`${portal.portal}/api/auth/guest/refresh`);
  const { backstageIdentity } = await response.json();

  async function call<T>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>> {
    const answer = await fetch(`${portal.portal}/api${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${backstageIdentity.token}`,
        'Content-Type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }

  async function ended(id: string) {
    for (;;) {
      const { body: task } = await call<{ status: string }>(
        'GET',
        `/scaffolder/v2/tasks/${id}`,
      );
      if (['completed', 'failed', 'cancelled'].includes(task.status)) {
        const { body: events } = await call<
          { body: { message: string; stepId?: string } }[]
        >('GET', `/scaffolder/v2/tasks/${id}/events`);
        return {
          id,
          status: task.status,
          log: events.map(event => event.body.message).join('\n'),
        };
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }

  function requireCreated({ status, body }: Answer<{ id: string }>): string {
    if (status !== 201) {
      throw new Error(
        `The task was not taken: ${status} ${JSON.stringify(body)}`,
      );
    }
    return body.id;
  }

  return {
    get: <T>(path: string) => call<T>('GET', path),
    post: <T>(path: string, body: unknown) => call<T>('POST', path, body),
    /** Runs a template to its end. */
    run: async (template: string, values: Record<string, unknown>) =>
      ended(
        requireCreated(
          await call('POST', '/scaffolder/v2/tasks', {
            templateRef: `template:default/${template}`,
            values,
          }),
        ),
      ),
    /** Presses Retry on a task, and waits for its end. */
    retry: async (id: string) =>
      ended(
        requireCreated(
          await call('POST', `/scaffolder/v2/tasks/${id}/retry`, {}),
        ),
      ),
  };
}
