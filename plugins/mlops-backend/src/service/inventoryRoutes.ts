import {
  accountsQuerySchema,
  mlopsReadPermission,
  type TemplatesPage,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Router } from 'express';
import type { AccountStore } from '../database/AccountStore';
import type { CollectionStore } from '../database/CollectionStore';
import type { LibraryStore } from '../database/LibraryStore';
import type { Authorize } from './authorize';
import { parse } from './parse';

/** Adds the routes `/accounts` and `/templates`. */
export function addInventoryRoutes(
  router: Router,
  options: {
    authorize: Authorize;
    accounts: AccountStore;
    library: LibraryStore;
    collections: CollectionStore;
  },
): void {
  const { authorize, accounts, library, collections } = options;

  router.get('/accounts', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json(await accounts.list(parse(accountsQuerySchema, req.query)));
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
