// How the models of a use case came about: what its people did, from the first pipeline to the last monitor.
import { REGION } from '../constants';
import type { Context } from '../operation';
import {
  addTrackingServer,
  newTrackingServer,
} from '../services/sageMaker/trackingServers';
import { shareData, shareStream } from './dataLake';
import { addDelivery, deliveryOf, release } from './delivery';
import { drift, watch } from './monitoring';
import { personOf } from './people';
import {
  addBatchPipeline,
  addTrainingPipeline,
  automateTraining,
  startTraining,
} from './pipelines';
import type { SeedRun } from './practice';
import { addCard, review, shareModel, versionsOf } from './registry';
import { addBatchModel, serve } from './serving';
import { daysBefore } from './time';
import type { Happening } from './timeline';
import {
  accountOf,
  projectIdOf,
  serviceRole,
  type Workplace,
} from './workplace';

/** A day's work of a use case. */
type Step = [daysAgo: number, does: (context: Context) => void];

function newest({ state }: Context, useCase: Workplace) {
  const version = versionsOf(state, useCase).at(-1);
  if (!version) {
    throw new Error(`There is no version of ${useCase.name}.`);
  }
  return version;
}

/** What becomes of the version of a run: reviewed after a day, in test then, and in prod a day after that. */
function stepsOf(useCase: Workplace, run: SeedRun): Step[] {
  const { daysAgo, outcome } = run;
  const start: Step = [
    daysAgo,
    context => startTraining(context, useCase, run),
  ];
  if (outcome === undefined) {
    return [start];
  }
  const reviewed: Step = [
    daysAgo - 1,
    context =>
      review(
        context,
        useCase,
        newest(context, useCase),
        outcome === 'rejected' ? 'Rejected' : 'Approved',
      ),
  ];
  if (outcome !== 'deployed') {
    return [start, reviewed];
  }
  return [
    start,
    reviewed,
    [
      daysAgo - 1,
      context => {
        const version = newest(context, useCase);
        const pipeline = deliveryOf(context.state, useCase);
        shareModel(context, useCase);
        if (pipeline) {
          release(context, useCase, pipeline, version);
        } else {
          serve(context, useCase, 'test', version);
        }
      },
    ],
    [
      daysAgo - 2,
      context => {
        if (!deliveryOf(context.state, useCase)) {
          serve(context, useCase, 'prod', newest(context, useCase));
        }
      },
    ],
  ];
}

function addMlflow(context: Context, useCase: Workplace): void {
  const { state } = context;
  const accountId = accountOf(state, useCase, 'dev');
  const server = newTrackingServer(context, {
    accountId,
    region: REGION,
    name: useCase.name,
    artifactStoreUri: `s3://sagemaker-project-${projectIdOf(state, useCase)}/mlflow`,
    roleArn: serviceRole(accountId, 'Execution'),
    createdBy: personOf(context, useCase.team, 'trains', accountId),
  });
  addTrackingServer(context, server);
}

function* steps(useCase: Workplace): Generator<Step> {
  const { practice } = useCase;
  const { pipeline, runs, retraining, batch, monitors } = practice;
  yield [pipeline.daysAgo + 5, context => shareData(context, useCase)];
  yield [pipeline.daysAgo, context => addTrainingPipeline(context, useCase)];
  if (practice.trackingServer) {
    const { daysAgo } = practice.trackingServer;
    yield [daysAgo, context => addMlflow(context, useCase)];
  }
  if (practice.delivery) {
    const { daysAgo } = practice.delivery;
    yield [daysAgo, context => addDelivery(context, useCase)];
  }
  for (const run of runs) {
    yield* stepsOf(useCase, run);
  }
  if (practice.card) {
    yield [practice.card.daysAgo, context => addCard(context, useCase)];
  }
  if (retraining) {
    const { daysAgo, expression } = retraining;
    yield [
      daysAgo,
      context => {
        automateTraining(context, useCase, expression);
        shareStream(context, useCase);
      },
    ];
  }
  if (batch) {
    yield [
      batch.daysAgo,
      context => {
        const version = versionsOf(context.state, useCase).findLast(
          ({ approval }) => approval === 'Approved',
        );
        if (version) {
          addBatchModel(context, useCase, version);
        }
        addBatchPipeline(context, useCase);
      },
    ];
  }
  if (monitors) {
    const { daysAgo, types } = monitors;
    yield [
      daysAgo,
      context => types.forEach(type => watch(context, useCase, type)),
    ];
  }
  if (practice.drift) {
    const { daysAgo, type, first } = practice.drift;
    yield [daysAgo, context => drift(context, useCase, type, first)];
  }
}

/**
 * All that happened in a use case since its accounts were there.
 *
 * @param now - milliseconds since 1970
 */
export function storyOf(useCase: Workplace, now: number): Happening[] {
  return [...steps(useCase)].map(([daysAgo, does]) => ({
    at: daysBefore(now, daysAgo),
    does,
  }));
}
