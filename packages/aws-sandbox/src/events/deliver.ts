import { setTimeout as sleep } from 'node:timers/promises';
import type { EventBridgeEvent } from './announce';

/** Milliseconds to wait before each further attempt. */
const PAUSES = [200, 1000, 5000];

/** Events that wait; of more than these the oldest are given up. */
const MAX_WAITING = 1000;

/** Hands events on, like a rule of EventBridge with an API destination. */
export interface Delivery {
  push(event: EventBridgeEvent): void;
  /** Gives up what waits. */
  stop(): void;
}

/**
 * Posts events to an address, one after the other and in the order in which
 * they came. One that is not taken after several attempts is given up and told.
 *
 * @param target - where to post; nothing is handed on when absent
 * @param onFailure - told why an event was given up
 * @param key - sent in the header `x-mlops-event-key`, by which the portal knows who posts
 */
export function createDelivery(
  target: string | undefined,
  onFailure: (error: Error) => void,
  key?: string,
): Delivery {
  const waiting: EventBridgeEvent[] = [];
  const stopped = new AbortController();
  let isRunning = false;

  async function post(event: EventBridgeEvent, url: string): Promise<void> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key && { 'x-mlops-event-key': key }),
      },
      body: JSON.stringify(event),
      signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(10_000)]),
    });
    await response.body?.cancel();
    if (!response.ok) {
      throw new Error(`it answered ${response.status}`);
    }
  }

  async function deliver(event: EventBridgeEvent, url: string): Promise<void> {
    for (const pause of [...PAUSES, undefined]) {
      try {
        await post(event, url);
        return;
      } catch (error) {
        if (stopped.signal.aborted) {
          return;
        }
        if (pause === undefined) {
          onFailure(
            new Error(
              `${url} did not take the event ${event['detail-type']}: ${error}`,
            ),
          );
          return;
        }
        await sleep(pause, undefined, { signal: stopped.signal }).catch(
          () => undefined,
        );
      }
    }
  }

  async function run(url: string): Promise<void> {
    isRunning = true;
    for (
      let event = waiting.shift();
      event && !stopped.signal.aborted;
      event = waiting.shift()
    ) {
      await deliver(event, url);
    }
    isRunning = false;
  }

  return {
    push(event) {
      if (!target || stopped.signal.aborted) {
        return;
      }
      waiting.push(event);
      waiting.splice(0, waiting.length - MAX_WAITING);
      if (!isRunning) {
        void run(target);
      }
    },
    stop: () => stopped.abort(),
  };
}
