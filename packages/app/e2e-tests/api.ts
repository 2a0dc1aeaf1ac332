// The portal's API as a script would use it, with a guest's token.
import type { RunningPortal } from './portal';

/** Answer of a call: its status and its body. */
export interface Answer<T> {
  status: number;
  body: T;
}

/** Makes a client that calls the backend as a guest. */
export async function guestApi(portal: RunningPortal) {
  const response = await fetch(`${portal.backend}/api/auth/guest/refresh`);
  const { backstageIdentity } = await response.json();

  async function call<T>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>> {
    const answer = await fetch(`${portal.backend}/api${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${backstageIdentity.token}`,
        'Content-Type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }

  return {
    get: <T>(path: string) => call<T>('GET', path),
    post: <T>(path: string, body: unknown) => call<T>('POST', path, body),
    /** Runs a template to its end. */
    async run(template: string, values: Record<string, unknown>) {
      const created = await call<{ id: string }>(
        'POST',
        '/scaffolder/v2/tasks',
        {
          templateRef: `template:default/${template}`,
          values,
        },
      );
      if (created.status !== 201) {
        throw new Error(
          `The task was not taken: ${created.status} ${JSON.stringify(created.body)}`,
        );
      }
      const { id } = created.body;
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
    },
  };
}
