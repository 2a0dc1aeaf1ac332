import {
  mlopsReadPermission,
  organizationHistoryQuerySchema,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Router } from 'express';
import type { HistoryStore } from '../database/HistoryStore';
import { dayBefore } from '../sync/times';
import type { Authorize } from './authorize';
import { parse } from './parse';
import type { OrganizationView } from './OrganizationView';

/** How many changes of stage the organization's history shows. */
const MAX_CHANGES = 100;

/** Adds the routes under `/organization`. */
export function addOrganizationRoutes(
  router: Router,
  options: {
    authorize: Authorize;
    organization: OrganizationView;
    history: HistoryStore;
    now: () => Date;
  },
): void {
  const { authorize, organization, history, now } = options;

  router.get('/organization/maturity', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json(await organization.maturity());
  });

  router.get('/organization/use-cases', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json(await organization.useCases());
  });

  router.get('/organization/history', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    const { days } = parse(organizationHistoryQuerySchema, req.query);
    const since = dayBefore(now(), days);
    res.json({
      days: await history.stageCounts(since),
      changes: await history.changes({ limit: MAX_CHANGES }),
    });
  });
}
