import { explainAwsError } from '@mlops-portal/backstage-plugin-mlops-node';

/**
 * Asks AWS for something. A request that fails although the thing appeared, as
 * when its answer was lost or another task was first, counts as granted.
 *
 * @param context - what was tried and on what, for the message
 * @param find - looks whether the thing is there
 * @throws what {@link explainAwsError} makes of the failure, when the thing is not there
 */
export async function askFor(options: {
  context: { tried: string; on: string };
  signal?: AbortSignal;
  send: () => Promise<unknown>;
  find: () => Promise<unknown>;
}): Promise<void> {
  const { context, signal, send, find } = options;
  try {
    await send();
  } catch (error) {
    signal?.throwIfAborted();
    // What is worth telling is why it was refused, not that looking again failed, too.
    const appeared = await find().catch(() => undefined);
    if (!appeared) {
      throw explainAwsError(error, context);
    }
  }
}
