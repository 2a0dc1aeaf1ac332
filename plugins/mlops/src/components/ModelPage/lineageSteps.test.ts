import type {
  AccountSnapshot,
  Evidence,
  ModelVersion,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  evidenceOf,
  OBSERVED_AT,
  projectOf,
  snapshotOf,
} from '../../__testUtils__/fixtures';
import {
  endpointOf,
  executionArn,
  modelOf,
  pipelineOf,
  versionArn,
  versionOf,
} from '../../__testUtils__/modelFixtures';
import { lineageOf, type LineageStep } from './lineageSteps';

const DENIED = { state: 'unknown', reason: 'Access was denied.' } as const;

function collected<T>(value: T) {
  return { state: 'collected', observedAt: OBSERVED_AT, value } as const;
}

function stepsOf(
  evidence: Evidence | undefined,
  options: { version?: ModelVersion; group?: string } = {},
): Record<LineageStep['id'], LineageStep> {
  const { version = versionOf(2), group = 'churn' } = options;
  const steps = lineageOf(modelOf({ group }), version, evidence);
  return Object.fromEntries(steps.map(step => [step.id, step])) as Record<
    LineageStep['id'],
    LineageStep
  >;
}

const inDev = (changes: Partial<Omit<AccountSnapshot, 'account'>>) =>
  evidenceOf([snapshotOf('dev', changes)]);

describe('lineageOf', () => {
  it('goes from the data to the endpoints', () => {
    const steps = lineageOf(
      modelOf(),
      versionOf(2),
      evidenceOf([
        snapshotOf('dev', { pipelines: collected([pipelineOf('run-2')]) }),
        snapshotOf('prod', { endpoints: collected([endpointOf(2)]) }),
      ]),
    );
    expect(steps.map(({ id }) => id)).toEqual([
      'data',
      'project',
      'pipeline',
      'version',
      'endpoints',
    ]);
  });

  it('has only the data that the account of the model may read', () => {
    const share = {
      through: 'lake-formation',
      accountId: '222222222222',
      resource: 'sales.customers',
      permissions: ['SELECT'],
    } as const;
    const evidence: Evidence = {
      ...evidenceOf([snapshotOf('dev')]),
      dataLake: collected([
        { ...share, permissions: ['SELECT'] },
        { ...share, accountId: '444444444444', permissions: ['SELECT'] },
      ]),
    };
    expect(stepsOf(evidence).data.items).toEqual([
      { name: 'sales.customers', arn: undefined, share },
    ]);
    expect(stepsOf(inDev({})).data.note).toBe('noShare');
    expect(stepsOf({ ...evidence, dataLake: DENIED }).data).toEqual({
      id: 'data',
      items: [],
      unknown: [{ reason: 'Access was denied.', environment: undefined }],
    });
  });

  describe('the pipeline', () => {
    it('is the one that made the version, with the execution', () => {
      const { pipeline } = stepsOf(
        inDev({ pipelines: collected([pipelineOf('run-3', 'run-2')]) }),
      );
      expect(pipeline).toMatchObject({
        items: [
          { name: 'churn-training' },
          {
            name: 'run-2',
            arn: executionArn('run-2'),
            status: 'Succeeded',
            at: OBSERVED_AT,
          },
        ],
        unknown: [],
      });
      expect(pipeline.note).toBeUndefined();
    });

    it('is told from the version alone when it cannot be read', () => {
      expect(stepsOf(inDev({ pipelines: DENIED })).pipeline).toMatchObject({
        items: [{ name: 'churn-training' }, { name: 'run-2' }],
        unknown: [{ reason: 'Access was denied.' }],
      });
      expect(stepsOf(undefined).pipeline).toMatchObject({
        items: [{ name: 'churn-training' }, { name: 'run-2' }],
        note: 'notCollected',
      });
    });

    it.each([
      [
        'an execution that is too old',
        [pipelineOf('run-9')],
        'executionNotSeen',
      ],
      ['a pipeline that is gone', [], 'pipelineNotSeen'],
    ])('says so of %s', (_, pipelines, note) => {
      expect(
        stepsOf(inDev({ pipelines: collected(pipelines) })).pipeline.note,
      ).toBe(note);
    });

    it('may be none: a version can be made by a job, by something else, or not say it', () => {
      const made = (generatedBy: string | undefined) =>
        stepsOf(inDev({}), { version: versionOf(2, { generatedBy }) }).pipeline;
      const job =
        'arn:aws:sagemaker:eu-west-1:222222222222:training-job/churn-1';
      expect(made(job).items).toEqual([
        { name: 'training-job/churn-1', arn: job },
      ]);
      expect(made('my notebook').items).toEqual([{ name: 'my notebook' }]);
      expect(made(undefined)).toMatchObject({ items: [], note: 'noGenerator' });
    });
  });

  describe('the project', () => {
    const [one, other] = [
      projectOf({ name: 'churn', projectId: 'p-one' }),
      projectOf({ name: 'other', projectId: 'p-other' }),
    ];

    it('is the one whose id the name of the model has in it', () => {
      const { project } = stepsOf(
        inDev({ projects: collected([one, other]) }),
        {
          group: 'other-p-other',
        },
      );
      expect(project).toMatchObject({
        items: [
          {
            name: 'other',
            component: 'other-p-other',
            status: 'CreateCompleted',
          },
        ],
      });
      expect(project.note).toBeUndefined();
    });

    it('is the one whose id the name of the pipeline has in it', () => {
      const version = versionOf(2, {
        generatedBy:
          'arn:aws:sagemaker:eu-west-1:222222222222:pipeline/churn-p-one/execution/1',
      });
      expect(
        stepsOf(inDev({ projects: collected([other, one]) }), { version })
          .project.items,
      ).toMatchObject([{ name: 'churn' }]);
    });

    it('is said to be uncertain when the names do not tell', () => {
      expect(
        stepsOf(inDev({ projects: collected([one]) })).project,
      ).toMatchObject({ items: [{ name: 'churn' }], note: 'projectAlone' });
      expect(
        stepsOf(inDev({ projects: collected([one, other]) })).project,
      ).toMatchObject({ items: [], note: 'projectUnclear' });
    });

    it('may be none, or not known', () => {
      expect(stepsOf(inDev({})).project.note).toBe('noProject');
      expect(
        stepsOf(inDev({ projects: DENIED })).project.unknown,
      ).toMatchObject([{ reason: 'Access was denied.' }]);
    });
  });

  describe('the endpoints', () => {
    it('are those that serve this version, in any account', () => {
      const { endpoints } = stepsOf(
        evidenceOf([
          snapshotOf('dev'),
          snapshotOf('test', { endpoints: collected([endpointOf(1)]) }),
          snapshotOf('prod', { endpoints: collected([endpointOf(2)]) }),
        ]),
      );
      expect(endpoints).toMatchObject({
        items: [{ name: 'churn', environment: 'prod', status: 'InService' }],
        unknown: [],
      });
      expect(endpoints.note).toBeUndefined();
    });

    it('are none only when all accounts were seen', () => {
      expect(stepsOf(inDev({})).endpoints.note).toBe('servesNowhere');
      const { endpoints } = stepsOf(
        evidenceOf([
          snapshotOf('dev'),
          snapshotOf('prod', { endpoints: DENIED }),
        ]),
      );
      expect(endpoints.note).toBeUndefined();
      expect(endpoints.unknown).toEqual([
        { environment: 'prod', reason: 'Access was denied.' },
      ]);
    });
  });

  it('gives the reason when the accounts are not known', () => {
    const steps = stepsOf(evidenceOf(DENIED));
    for (const id of ['project', 'pipeline', 'endpoints'] as const) {
      expect(steps[id].unknown).toEqual([{ reason: 'Access was denied.' }]);
      expect(steps[id].note).toBeUndefined();
    }
  });

  it('knows the version itself when nothing was collected yet', () => {
    const { version, ...others } = stepsOf(undefined);
    expect(version.items).toEqual([{ name: '2', arn: versionArn(2) }]);
    expect(Object.values(others).map(({ note }) => note)).toEqual(
      Array(4).fill('notCollected'),
    );
  });
});
