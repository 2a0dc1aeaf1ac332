import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ENVIRONMENTS,
  useCaseNameProblem,
  type LibraryTemplate,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { MlopsRegistryClient } from '../MlopsRegistryClient';
import { ownerRef } from '../ownerRef';
import { sentence } from '../sentence';
import { examples } from './checkUseCase.examples';

function projectProblems(
  templates: LibraryTemplate[],
  name: string,
  version: string | undefined,
): string[] {
  const template = templates.find(entry => entry.name === name);
  if (!template) {
    const names = templates.map(entry => entry.name).join(', ') || 'none';
    return [`projectTemplate: the library has no ${name}; it has: ${names}.`];
  }
  if (version && !template.versions.some(entry => entry.name === version)) {
    const versions = template.versions.map(entry => entry.name).join(', ');
    return [
      `projectVersion: ${name} has no version ${version}; it has: ${versions}.`,
    ];
  }
  return [];
}

async function ownerProblems(
  catalog: CatalogService,
  owner: string,
  credentials: BackstageCredentials,
): Promise<string[]> {
  let ref: string;
  try {
    ref = ownerRef(owner);
  } catch (error) {
    return [sentence(error)];
  }
  const group = await catalog.getEntityByRef(ref, { credentials });
  return group?.kind === 'Group'
    ? []
    : [`owner: ${ref} is not a group in the catalog; choose one that is.`];
}

/** The action `mlops:use-case:check`: finds what is wrong with a request before anything is created. Reads only. */
export function createCheckUseCaseAction(options: {
  registry: MlopsRegistryClient;
  catalog: CatalogService;
}) {
  const { registry, catalog } = options;
  return createTemplateAction({
    id: 'mlops:use-case:check',
    description:
      'Checks name, owner, account emails and project template of a use case before anything is created',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string({ description: 'Name of the use case' }),
        owner: z =>
          z.string({
            description: 'Entity reference of the group that owns it',
          }),
        environments: z =>
          z
            .array(z.enum(ENVIRONMENTS))
            .min(1)
            .describe('Environments that get an account'),
        projectTemplate: z =>
          z
            .string({
              description: 'Library template of the project; empty for none',
            })
            .optional(),
        projectVersion: z =>
          z
            .string({ description: 'Version of it; the newest when absent' })
            .optional(),
      },
    },
    async handler(ctx) {
      const { name, environments, projectTemplate, projectVersion } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const problems: string[] = [];

      const nameProblem = useCaseNameProblem(name);
      if (nameProblem) {
        problems.push(`name: ${nameProblem}`);
      } else {
        const { accounts, problem: taken } = await registry.naming(
          name,
          environments,
          credentials,
        );
        problems.push(
          ...[taken, ...accounts.map(({ problem }) => problem)].flatMap(
            problem => (problem ? `name: ${problem}` : []),
          ),
        );
      }

      problems.push(
        ...(await ownerProblems(catalog, ctx.input.owner, credentials)),
      );

      if (projectTemplate) {
        const { items, observedAt, unknownReason } =
          await registry.templates(credentials);
        if (observedAt) {
          problems.push(
            ...projectProblems(items, projectTemplate, projectVersion),
          );
        } else {
          problems.push(
            `projectTemplate: the library has not been read yet${
              unknownReason ? ` (${unknownReason})` : ''
            }; try again in a minute.`,
          );
        }
        if (
          !environments.includes('dev') &&
          !environments.includes('experimentation')
        ) {
          problems.push(
            'environments: a project needs the dev or the experimentation account; add one of them, or choose no project template.',
          );
        }
      }

      if (problems.length > 0) {
        throw new InputError(
          `Nothing was created. ${[...new Set(problems)].join(' ')}`,
        );
      }
      ctx.logger.info(
        `${name} can be created for ${ownerRef(ctx.input.owner)} with ${environments.join(', ')}`,
      );
    },
  });
}
