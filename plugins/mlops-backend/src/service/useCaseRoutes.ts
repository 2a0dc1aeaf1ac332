import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  mlopsReadPermission,
  mlopsUseCaseCreatePermission,
  mlopsUseCaseRefreshPermission,
  mlopsUseCaseRetirePermission,
  namingQuerySchema,
  retirementSchema,
  USE_CASE_NAME_PATTERN,
  useCaseRegistrationSchema,
  useCasesQuerySchema,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Router } from 'express';
import type { UseCaseStore } from '../database/UseCaseStore';
import type { Authorize } from './authorize';
import type { EvidenceService } from './EvidenceService';
import { parse } from './parse';
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
  useCases: UseCaseStore;
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
    useCases,
    onChanged,
  } = options;

  function personOf(credentials: BackstageCredentials): string {
    return auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : 'service';
  }

  async function detailOf(name: string): Promise<UseCaseDetail> {
    const detail = USE_CASE_NAME_PATTERN.test(name)
      ? await useCases.detail(name)
      : undefined;
    if (!detail) {
      throw new NotFoundError(`There is no use case named ${name}.`);
    }
    return detail;
  }

  router.get('/use-cases', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    res.json(await useCases.list(parse(useCasesQuerySchema, req.query)));
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
    res.json(await detailOf(req.params.name));
  });

  router.get('/use-cases/:name/maturity', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    const { name } = req.params;
    await detailOf(name);
    const maturity = await useCases.maturity(name);
    if (!maturity) {
      throw new NotFoundError(
        `The maturity of ${name} has not been worked out yet; that happens at the next collection of evidence.`,
      );
    }
    res.json(maturity);
  });

  router.post('/use-cases/:name/refresh', async (req, res) => {
    await authorize(req, mlopsUseCaseRefreshPermission);
    const { name } = req.params;
    await detailOf(name);
    await evidence.refresh(name);
    res.json(await detailOf(name));
  });

  router.post('/use-cases/:name/retire', async (req, res) => {
    const credentials = await authorize(req, mlopsUseCaseRetirePermission);
    const { name } = req.params;
    const { step } = parse(retirementSchema, req.body);
    await detailOf(name);
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

  router.get('/naming/:name', async (req, res) => {
    await authorize(req, mlopsReadPermission);
    const { environments } = parse(namingQuerySchema, req.query);
    res.json(await registry.naming(req.params.name, environments));
  });
}
