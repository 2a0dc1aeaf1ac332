import { mlopsReadPermission } from '@mlops-portal/backstage-plugin-mlops-common';
import express, { type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { AccountStore } from '../database/AccountStore';
import type { CollectionStore } from '../database/CollectionStore';
import type { LibraryStore } from '../database/LibraryStore';
import { addInventoryRoutes } from './inventoryRoutes';
import { createOpenApiDocument } from './openapi';
import { addUseCaseRoutes, type UseCaseRoutesOptions } from './useCaseRoutes';

/** The REST API under `/api/mlops`. */
export function createRouter(
  options: UseCaseRoutesOptions & {
    accounts: AccountStore;
    library: LibraryStore;
    collections: CollectionStore;
  },
): Router {
  const router = PromiseRouter();
  router.use(express.json({ limit: '100kb' }));
  addUseCaseRoutes(router, options);
  addInventoryRoutes(router, options);
  const openApiDocument = createOpenApiDocument();
  router.get('/openapi.json', async (req, res) => {
    await options.authorize(req, mlopsReadPermission);
    res.json(openApiDocument);
  });
  return router;
}
