import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  mlopsReadPermission,
  mlopsUseCaseCreatePermission,
  mlopsUseCaseRefreshPermission,
  mlopsUseCaseRetirePermission,
  mlopsWaiverManagePermission,
  namingQuerySchema,
  retirementSchema,
  useCaseRegistrationSchema,
  useCasesQuerySchema,
  waiverRequestSchema,
  type Criterion,
  type Waiver,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Router } from 'express';
import type { UseCaseStore } from '../database/UseCaseStore';
import type { Authorize } from './authorize';
import type { WaiverStore } from '../database/WaiverStore';
import type { EvidenceService } from '../sync/EvidenceService';
import { parse } from './parse';
import type { ReadService } from './ReadService';
import type { RegistryService } from './RegistryService';
import type { RetirementService } from './RetirementService';

/** What the routes of use cases work with. */
export interface UseCaseRoutesOptions {
  auth: AuthService;
  auditor: AuditorService;
  authorize: Authorize;
  registry: RegistryService;
  retirement: RetirementService;
  evidence: EvidenceService;
  reading: ReadService;
  useCases: UseCaseStore;
  waivers: WaiverStore;
  criteria: readonly Criterion[];
  now: () => Date;
  onChanged: (useCase: string) => Promise<void>;
}

/** Adds the routes under `/use-cases` and `/naming`. */
export function addUseCaseRoutes(
  router: Router,
  options: UseCaseRoutesOptions,
): void {
  const {
    auth,
    auditor,
    authorize,
    registry,
    retirement,
    evidence,
    reading,
    useCases,
    waivers,
    criteria,
    now,
    onChanged,
  } = options;

  function personOf(credentials: BackstageCredentials): string {
    return auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : 'service';
  }

  router.get('/use-cases', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json(await reading.list(parse(useCasesQuerySchema, req.query)));
  });

  router.post('/use-cases', async (req, res) => {
    const credentials = await authorize(req, mlopsUseCaseCreatePermission);
    const registration = parse(useCaseRegistrationSchema, req.body);
    const event = await auditor.createEvent({
      eventId: 'use-case-register',
      request: req,
      severityLevel: 'medium',
      meta: { useCase: registration.name, owner: registration.owner },
    });
    try {
      const { useCase, created } = await registry.register(
        registration,
        personOf(credentials),
      );
      if (created) {
        await onChanged(useCase.name);
      }
      await event.success({ meta: { created } });
      res.status(created ? 201 : 200).json(useCase);
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  });

  router.get('/use-cases/:name', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json(await reading.useCase(req.params.name));
  });

  router.get('/use-cases/:name/maturity', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json(await reading.maturity(req.params.name));
  });

  router.get('/use-cases/:name/history', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json(await reading.history(req.params.name));
  });

  router.get('/use-cases/:name/waivers', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    const { name } = await reading.summary(req.params.name);
    res.json({ items: await waivers.of(name) });
  });

  router.put('/use-cases/:name/waivers/:criterion', async (req, res) => {
    const credentials = await authorize(req, mlopsWaiverManagePermission);
    const { name } = await reading.summary(req.params.name);
    const { criterion } = req.params;
    const request = parse(waiverRequestSchema, req.body);
    if (!criteria.some(({ id }) => id === criterion)) {
      throw new NotFoundError(`There is no criterion ${criterion}.`);
    }
    const createdAt = now().toISOString();
    if (request.until < createdAt.slice(0, 10)) {
      throw new InputError(`until: ${request.until} is over.`);
    }
    const waiver: Waiver = {
      ...request,
      criterion,
      author: personOf(credentials),
      createdAt,
    };
    const event = await auditor.createEvent({
      eventId: 'criterion-waive',
      request: req,
      severityLevel: 'high',
      meta: { useCase: name, ...waiver },
    });
    try {
      await waivers.save(name, waiver);
      await evidence.judge(name);
      await event.success();
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
    res.json(waiver);
  });

  router.delete('/use-cases/:name/waivers/:criterion', async (req, res) => {
    await authorize(req, mlopsWaiverManagePermission);
    const { name } = await reading.summary(req.params.name);
    const { criterion } = req.params;
    const event = await auditor.createEvent({
      eventId: 'criterion-waiver-end',
      request: req,
      severityLevel: 'high',
      meta: { useCase: name, criterion },
    });
    try {
      if (!(await waivers.delete(name, criterion))) {
        throw new NotFoundError(
          `The criterion ${criterion} of ${name} is not waived.`,
        );
      }
      await evidence.judge(name);
      await event.success();
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
    res.status(204).end();
  });

  router.post('/use-cases/:name/refresh', async (req, res) => {
    await authorize(req, mlopsUseCaseRefreshPermission);
    const { name } = await reading.summary(req.params.name);
    await evidence.refresh(name);
    res.json(await reading.useCase(name));
  });

  router.post('/use-cases/:name/retire', async (req, res) => {
    const credentials = await authorize(req, mlopsUseCaseRetirePermission);
    const { step } = parse(retirementSchema, req.body);
    const { name } = await reading.summary(req.params.name);
    const event = await auditor.createEvent({
      eventId: 'use-case-retire',
      request: req,
      severityLevel: 'high',
      meta: { useCase: name, step },
    });
    try {
      const { useCase, changed } = await retirement.retire(
        name,
        step,
        personOf(credentials),
      );
      if (changed) {
        await onChanged(name);
      }
      await event.success({ meta: { changed } });
      res.json(useCase);
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  });

  router.get('/use-case-revisions', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json({
      revisions: Object.fromEntries(await useCases.entityRevisions()),
    });
  });

  router.get('/naming/:name', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    const { environments } = parse(namingQuerySchema, req.query);
    res.json(await registry.naming(req.params.name, environments));
  });
}
