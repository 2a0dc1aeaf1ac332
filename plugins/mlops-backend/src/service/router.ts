import type { EventsService } from '@backstage/plugin-events-node';
import { mlopsReadPermission } from '@mlops-portal/backstage-plugin-mlops-common';
import express, { type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { addEventRoutes } from './eventRoutes';
import { addInventoryRoutes } from './inventoryRoutes';
import { createOpenApiDocument } from './openapi';
import { addOrganizationRoutes } from './organizationRoutes';
import { addUseCaseRoutes } from './useCaseRoutes';

/** The longest event of EventBridge is 256 KiB; nothing else comes near. */
const MAX_BODY = '300kb';

/**
 * The REST API under `/api/mlops`.
 *
 * @param eventKey - what a sender of events has to know; undefined when nobody may send any
 */
export function createRouter(
  options: Parameters<typeof addUseCaseRoutes>[1] &
    Parameters<typeof addInventoryRoutes>[1] &
    Parameters<typeof addOrganizationRoutes>[1] & {
      events: EventsService;
      eventKey: string | undefined;
    },
): Router {
  const router = PromiseRouter();
  router.use(express.json({ limit: MAX_BODY }));
  addUseCaseRoutes(router, options);
  addInventoryRoutes(router, options);
  addOrganizationRoutes(router, options);
  if (options.eventKey) {
    addEventRoutes(router, { events: options.events, key: options.eventKey });
  }
  const openApiDocument = createOpenApiDocument();
  router.get('/openapi.json', async (req, res) => {
    await options.authorize(req, mlopsReadPermission);
    res.json(openApiDocument);
  });
  return router;
}
