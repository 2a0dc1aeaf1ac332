import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parse } from 'yaml';
import { startPortal } from '../__testUtils__/portal';
import { inputProblems } from '../__testUtils__/task';
import { createApplyBaselineAction } from './applyBaseline';
import { createCheckUseCaseAction } from './checkUseCase';
import { createDeployStudioAction } from './deployStudio';
import { createLaunchProjectAction } from './launchProject';
import { createPlanAdvanceAction } from './planAdvance';
import { createProvisionAccountsAction } from './provisionAccounts';
import { createRegisterUseCaseAction } from './registerUseCase';
import { createRetireUseCaseAction } from './retireUseCase';
import { createReviewModelAction } from './reviewModel';

interface Step {
  id: string;
  name: string;
  action: string;
  input: JsonObject;
}

async function actions(): Promise<TemplateAction[]> {
  const portal = await startPortal();
  return [
    createCheckUseCaseAction({ ...portal, catalog: catalogServiceMock() }),
    createRegisterUseCaseAction({
      ...portal,
      isTaskRunning: async () => false,
    }),
    createProvisionAccountsAction(portal),
    createApplyBaselineAction(portal),
    createDeployStudioAction(portal),
    createPlanAdvanceAction(portal),
    createLaunchProjectAction(portal),
    createRetireUseCaseAction(portal),
    createReviewModelAction(portal),
  ] as TemplateAction[];
}

describe('the examples of the actions', () => {
  it('are there for each, and fit its input', async () => {
    for (const { id, examples = [], schema } of await actions()) {
      expect(examples.length).toBeGreaterThan(0);
      for (const { description, example } of examples) {
        expect(description).not.toBe('');
        const { steps }: { steps: Step[] } = parse(example);
        for (const step of steps) {
          expect(step).toMatchObject({
            id: expect.any(String),
            name: expect.any(String),
            action: id,
          });
          expect(inputProblems(schema?.input, step.input)).toEqual([]);
          expect(Object.keys(schema?.input?.properties ?? {})).toEqual(
            expect.arrayContaining(Object.keys(step.input)),
          );
        }
      }
    }
  });

  it('show actions that have descriptions for all inputs and outputs, and dry runs', async () => {
    for (const { description, schema, supportsDryRun } of await actions()) {
      expect(description).toBeTruthy();
      expect(supportsDryRun).toBe(true);
      for (const property of [
        ...Object.values(schema?.input?.properties ?? {}),
        ...Object.values(schema?.output?.properties ?? {}),
      ]) {
        expect(property).toMatchObject({ description: expect.any(String) });
      }
    }
  });
});
