import { createHash, timingSafeEqual } from 'node:crypto';
import { AuthenticationError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  AWS_EVENT_TOPIC,
  awsEventSchema,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Router } from 'express';
import { parse } from './parse';

/** Where events of Amazon EventBridge can be posted; open to whoever knows the key. */
export const EVENTS_PATH = '/aws-events';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/**
 * Adds the route by which events of Amazon EventBridge come over HTTP: from an
 * API destination, or from the sandbox. They go on to the events service, where
 * those of an SQS queue arrive as well.
 *
 * @param key - what the sender has to know
 */
export function addEventRoutes(
  router: Router,
  { events, key }: { events: EventsService; key: string },
): void {
  router.post(EVENTS_PATH, async (req, res) => {
    const given = req.header('x-mlops-event-key') ?? '';
    if (!timingSafeEqual(digest(given), digest(key))) {
      throw new AuthenticationError(
        'The header x-mlops-event-key does not hold the key of mlops.events.key.',
      );
    }
    parse(awsEventSchema, req.body);
    await events.publish({ topic: AWS_EVENT_TOPIC, eventPayload: req.body });
    res.status(202).end();
  });
}
