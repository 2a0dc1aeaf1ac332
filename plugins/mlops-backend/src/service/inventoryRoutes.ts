import {
  accountsQuerySchema,
  costsQuerySchema,
  mlopsReadPermission,
  modelsQuerySchema,
  type TemplatesPage,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Router } from 'express';
import type { AccountStore } from '../database/AccountStore';
import type { CollectionStore } from '../database/CollectionStore';
import type { CostStore } from '../database/CostStore';
import type { LibraryStore } from '../database/LibraryStore';
import type { ModelStore } from '../database/ModelStore';
import type { UseCaseStore } from '../database/UseCaseStore';
import type { Authorize } from './authorize';
import { readCosts } from './costs';
import { parse } from './parse';
import type { ReadService } from './ReadService';

/** Adds the routes `/accounts`, `/models`, `/templates` and `/costs`. */
export function addInventoryRoutes(
  router: Router,
  options: {
    authorize: Authorize;
    reading: ReadService;
    useCases: UseCaseStore;
    accounts: AccountStore;
    models: ModelStore;
    costs: CostStore;
    library: LibraryStore;
    collections: CollectionStore;
    now: () => Date;
  },
): void {
  const { authorize, reading, accounts, models, library, collections, now } =
    options;

  router.get('/accounts', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json(await accounts.list(parse(accountsQuerySchema, req.query)));
  });

  router.get('/models', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json(await models.list(parse(modelsQuerySchema, req.query)));
  });

  router.get('/models/:account/:group', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    const { account, group } = req.params;
    res.json(await reading.model(account, group));
  });

  router.get('/costs', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json(
      await readCosts(options, parse(costsQuerySchema, req.query), now()),
    );
  });

  router.get('/templates', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    const [items, { observedAt, failure }] = await Promise.all([
      library.all(),
      collections.get('library'),
    ]);
    const page: TemplatesPage = {
      items,
      totalItems: items.length,
      pageInfo: {},
      observedAt,
      unknownReason: failure,
    };
    res.json(page);
  });
}
