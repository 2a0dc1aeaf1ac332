import {
  endpoint,
  evidenceIn,
  evidenceOf,
  model,
  modelVersion,
  pipeline,
  project,
  snapshot,
  step,
  UNREADABLE,
} from '../testEvidence';
import type { Cases } from './types';

const template = { name: 'train-and-register', version: '1.0.0' };
const withProject = (changes: Parameters<typeof project>[0]) =>
  evidenceIn('dev', { projects: [project(changes)] });
const withPipeline = (changes: Parameters<typeof pipeline>[0]) =>
  evidenceIn('dev', { pipelines: [pipeline(changes)] });

const weekly = { type: 'schedule' as const, name: 'weekly', enabled: true };
const inProduction = [
  snapshot('dev', { registry: { models: [model(modelVersion(3))] } }),
  snapshot('prod', { endpoints: [endpoint(3)] }),
];

/** Evidence for the criteria of the stage Scalable. */
export const scalableCases: Cases = {
  'scalable.supported-template': {
    met: {
      'a project on a supported version': withProject({}),
      'a project on a supported version, and one from elsewhere': evidenceIn(
        'dev',
        { projects: [project(), project({ template: undefined })] },
      ),
    },
    unmet: {
      'no project': evidenceIn('dev'),
      'no project from the library': withProject({ template: undefined }),
      'a project on a deprecated version': withProject({
        template: { ...template, supported: false, newestVersion: '2.0.0' },
      }),
      'a project that failed': withProject({ status: 'CreateFailed' }),
    },
    unknown: {
      'projects that could not be read': evidenceIn('dev', {
        projects: UNREADABLE,
      }),
      'a project whose version is not known to the library': withProject({
        template,
      }),
      'a project, while the library was never read': withProject({
        template: undefined,
        templateUnknownReason: 'AccessDenied',
      }),
    },
  },
  'scalable.automated-retraining': {
    met: {
      'a training pipeline with an enabled schedule': withPipeline({}),
      'a training pipeline with an enabled rule, though schedules could not be read':
        withPipeline({
          triggers: [{ type: 'rule', name: 'on-violation', enabled: true }],
          triggersUnknownReason: 'AccessDenied',
        }),
    },
    unmet: {
      'no pipeline': evidenceIn('dev'),
      'a training pipeline without a trigger': withPipeline({ triggers: [] }),
      'a training pipeline with a disabled schedule': withPipeline({
        triggers: [{ ...weekly, enabled: false }],
      }),
      'a schedule for a pipeline that trains nothing': withPipeline({
        steps: [step('Prepare', 'Processing')],
      }),
    },
    unknown: {
      'pipelines that could not be read': evidenceIn('dev', {
        pipelines: UNREADABLE,
      }),
      'triggers that could not be read': withPipeline({
        triggers: [],
        triggersUnknownReason: 'AccessDenied',
      }),
      'a schedule for a pipeline that is not understood': withPipeline({
        steps: undefined,
      }),
    },
  },
  'scalable.time-to-production': {
    met: {
      'an approved version in prod after 51 days': evidenceOf(inProduction, {
        registeredAt: '2026-10-01T00:00:00.000Z',
      }),
      'one that served in time once, though nothing can be read now':
        evidenceOf(UNREADABLE, {
          firstInProductionAt: '2026-11-01T00:00:00.000Z',
        }),
      'one that served before it was registered': evidenceOf(inProduction, {
        registeredAt: '2026-11-23T00:00:00.000Z',
      }),
    },
    unmet: {
      'no prod account': evidenceIn('dev'),
      'nothing in prod yet': evidenceIn('prod'),
      'an approved version in prod after a year': evidenceOf(inProduction, {
        registeredAt: '2025-11-01T00:00:00.000Z',
      }),
      'one that was late, though it is gone now': evidenceOf([], {
        registeredAt: '2025-01-01T00:00:00.000Z',
        firstInProductionAt: '2025-08-01T00:00:00.000Z',
      }),
    },
    unknown: {
      'accounts that could not be listed': evidenceOf(UNREADABLE),
      'endpoints that could not be read': evidenceIn('prod', {
        endpoints: UNREADABLE,
      }),
      'an endpoint of which it is not known since when it serves': evidenceOf([
        inProduction[0],
        snapshot('prod', {
          endpoints: [
            endpoint(3, { createdAt: undefined, lastModifiedAt: undefined }),
          ],
        }),
      ]),
    },
  },
};
