import {
  defaultCriteria,
  STAGES,
  type Maturity,
  type Stage,
  type Verdict,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { createTestRegistry } from '../__testUtils__/registry';
import { createTask } from '../__testUtils__/task';
import { createPlanAdvanceAction } from './planAdvance';

const USE_CASE = 'churn-prediction';

const CRITERIA = defaultCriteria({
  guardRailPolicy: 'mlops-guardrails',
  timeToProductionTargetDays: 90,
});

function registryWith(
  nextStage: Stage | undefined,
  verdicts: Record<string, Verdict> = {},
) {
  const registry = createTestRegistry({
    emailPattern: 'aws+{useCase}-{environment}@{domain}',
    emailDomain: 'example.com',
  });
  registry.has(USE_CASE);
  const maturity: Maturity = {
    useCase: USE_CASE,
    stage: 'none',
    nextStage,
    evaluatedAt: '2026-01-01T00:00:00.000Z',
    stages: STAGES.map(stage => ({
      stage,
      reached: false,
      assessed: true,
      met: 0,
      unmet: 0,
      unknown: 0,
      waived: 0,
      criteria: CRITERIA.filter(criterion => criterion.stage === stage).map(
        ({ judge, ...criterion }) => ({
          ...criterion,
          verdict: verdicts[criterion.id] ?? 'met',
          reason: `Why ${criterion.id}.`,
          facts: [],
        }),
      ),
    })),
  };
  registry.maturities.set(USE_CASE, maturity);
  return registry;
}

describe('mlops:use-case:plan', () => {
  it('collects the evidence first, then says what is missing', async () => {
    const registry = registryWith('repeatable', {
      'repeatable.dev-account': 'unmet',
      'repeatable.studio-from-service-catalog': 'unmet',
      'repeatable.project-from-library': 'unmet',
      'repeatable.experiments': 'unknown',
    });
    const task = createTask();

    const output = await task.run(createPlanAdvanceAction({ registry }), {
      useCase: USE_CASE,
      projectTemplate: 'train-and-register',
    });

    expect(registry.refreshed).toEqual([USE_CASE]);
    expect(output).toMatchObject({
      nextStage: 'repeatable',
      environments: ['dev'],
      studioEnvironments: ['dev'],
      launchProject: true,
      remaining: expect.stringContaining('Why repeatable.experiments.'),
    });
    expect(task.log[0]).toBe(
      'info: For the stage repeatable, the portal adds: accounts: dev; Studio: dev; a project from train-and-register',
    );
  });

  it('launches no project without a template, and says so', async () => {
    const registry = registryWith('repeatable', {
      'repeatable.project-from-library': 'unmet',
    });
    const task = createTask();

    const output = await task.run(createPlanAdvanceAction({ registry }), {
      useCase: USE_CASE,
      projectTemplate: '',
    });

    expect(output).toMatchObject({ environments: [], launchProject: false });
    expect(task.log).toContain(
      'warn: A project from the library is missing, too: choose a project template to launch one',
    );
  });

  it('needs the dev account for a project that is launched', async () => {
    const registry = registryWith('repeatable', {
      'repeatable.project-from-library': 'unmet',
    });

    const output = await createTask().run(
      createPlanAdvanceAction({ registry }),
      { useCase: USE_CASE, projectTemplate: 'train-and-register' },
    );

    expect(output).toMatchObject({
      environments: ['dev'],
      studioEnvironments: [],
      launchProject: true,
    });
  });

  it('adds nothing at the top', async () => {
    const task = createTask();

    const output = await task.run(
      createPlanAdvanceAction({ registry: registryWith(undefined) }),
      { useCase: USE_CASE },
    );

    expect(output).toEqual({
      environments: [],
      studioEnvironments: [],
      launchProject: false,
      remaining: 'Nothing.',
    });
    expect(task.log).toEqual([
      `info: ${USE_CASE} has reached the highest stage`,
    ]);
  });

  it('does not guess when the evidence cannot be collected', async () => {
    const registry = registryWith('initial');
    registry.breakRefresh();

    await expect(
      createTask().run(createPlanAdvanceAction({ registry }), {
        useCase: USE_CASE,
      }),
    ).rejects.toThrow(
      `What ${USE_CASE} lacks cannot be told, as its evidence could not be collected: The database is away.`,
    );
  });

  it('refuses a use case that is not registered', async () => {
    await expect(
      createTask().run(
        createPlanAdvanceAction({ registry: registryWith('initial') }),
        { useCase: 'nobody-knows' },
      ),
    ).rejects.toThrow(/^useCase: There is no use case named nobody-knows/);
  });
});
