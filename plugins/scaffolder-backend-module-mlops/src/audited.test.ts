import { mockServices } from '@backstage/backend-test-utils';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { createTask, TASK_ID, USER } from './__testUtils__/task';
import { audited } from './audited';

function createLaunch(outcome: () => void) {
  return createTemplateAction({
    id: 'mlops:project:launch',
    supportsDryRun: true,
    schema: {
      input: {
        useCase: z => z.string(),
        parameters: z => z.record(z.string()).optional(),
      },
      output: { projectId: z => z.string() },
    },
    async handler(ctx) {
      ctx.output('projectId', 'p-1');
      outcome();
    },
  });
}

function createAuditor() {
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => event),
  });
  return { auditor, event };
}

const INPUT = {
  useCase: 'churn-prediction',
  parameters: { Token: 'not-for-the-log' },
};

describe('audited', () => {
  it('writes who ran what in which task, and what came of it', async () => {
    const { auditor, event } = createAuditor();

    const output = await createTask().run(
      audited(
        createLaunch(() => {}),
        auditor,
      ),
      INPUT,
    );

    expect(output).toEqual({ projectId: 'p-1' });
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'project-launch',
      severityLevel: 'medium',
      meta: {
        action: 'mlops:project:launch',
        taskId: TASK_ID,
        user: USER,
        input: { useCase: 'churn-prediction', parameters: ['Token'] },
      },
    });
    expect(event.success).toHaveBeenCalledWith({
      meta: { output: { projectId: 'p-1' } },
    });
    expect(event.fail).not.toHaveBeenCalled();
  });

  it('keeps the values of parameters to itself', async () => {
    const { auditor } = createAuditor();

    await createTask().run(
      audited(
        createLaunch(() => {}),
        auditor,
      ),
      INPUT,
    );

    expect(
      JSON.stringify(jest.mocked(auditor.createEvent).mock.calls),
    ).not.toContain('not-for-the-log');
  });

  it('writes how it failed, and fails', async () => {
    const { auditor, event } = createAuditor();
    const failure = new Error('AWS said no.');

    await expect(
      createTask().run(
        audited(
          createLaunch(() => {
            throw failure;
          }),
          auditor,
          'high',
        ),
        INPUT,
      ),
    ).rejects.toBe(failure);

    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ severityLevel: 'high' }),
    );
    expect(event.fail).toHaveBeenCalledWith({
      error: failure,
      meta: { output: { projectId: 'p-1' } },
    });
    expect(event.success).not.toHaveBeenCalled();
  });

  it('writes nothing about a dry run', async () => {
    const { auditor } = createAuditor();

    await createTask().run(
      audited(
        createLaunch(() => {}),
        auditor,
      ),
      INPUT,
      { isDryRun: true },
    );

    expect(auditor.createEvent).not.toHaveBeenCalled();
  });
});
