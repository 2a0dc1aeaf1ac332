// Experiments and trials in the state.
import type { Context } from '../../operation';
import type { State } from '../../state/model';
import type { Experiment, Trial } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { ownedBy, type Place } from './find';

type Named = Place & { name: string };

function arnOf(kind: string, { region, accountId, name }: Named): string {
  return `arn:aws:sagemaker:${region}:${accountId}:${kind}/${name.toLocaleLowerCase('en-US')}`;
}

/** ARN of an experiment. */
export function experimentArn(experiment: Named): string {
  return arnOf('experiment', experiment);
}

/** ARN of a trial. */
export function trialArn(trial: Named): string {
  return arnOf('experiment-trial', trial);
}

/** ARN of a trial component. */
export function trialComponentArn(component: Named): string {
  return arnOf('experiment-trial-component', component);
}

function isTaken(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** Finds an experiment by its name. */
export function findExperiment(
  state: State,
  place: Place,
  name: string,
): Experiment | undefined {
  return ownedBy(state.experiments, place).find(
    experiment => experiment.name === name,
  );
}

/** Finds a trial by its name. */
export function findTrial(
  state: State,
  place: Place,
  name: string,
): Trial | undefined {
  return ownedBy(state.trials, place).find(trial => trial.name === name);
}

/**
 * Makes an experiment.
 *
 * @throws AwsError ValidationException when its name is taken
 */
export function addExperiment(
  { state, now }: Context,
  options: Omit<Experiment, 'createdAt' | 'changedAt'>,
): Experiment {
  if (findExperiment(state, options, options.name)) {
    throw isTaken(
      `Experiment names must be unique within an AWS account and region. Experiment with name (${options.name}) already exists.`,
    );
  }
  const experiment = { ...options, createdAt: now, changedAt: now };
  state.experiments.push(experiment);
  return experiment;
}

/**
 * Makes a trial of an experiment that is there.
 *
 * @throws AwsError ValidationException when its name is taken
 */
export function addTrial(
  { state, now }: Context,
  options: Omit<Trial, 'createdAt' | 'changedAt' | 'components'>,
): Trial {
  if (findTrial(state, options, options.name)) {
    throw isTaken(
      `Trial names must be unique within an AWS account and region. Trial with name (${options.name}) already exists.`,
    );
  }
  const trial = { ...options, createdAt: now, changedAt: now, components: [] };
  state.trials.push(trial);
  return trial;
}

/** The experiment of this name: made, when there is none, and changed now. */
export function ensureExperiment(
  context: Context,
  options: Omit<Experiment, 'createdAt' | 'changedAt'>,
): Experiment {
  const experiment =
    findExperiment(context.state, options, options.name) ??
    addExperiment(context, options);
  experiment.changedAt = context.now;
  return experiment;
}

/** The trial of this name: made, when there is none. */
export function ensureTrial(
  context: Context,
  options: Omit<Trial, 'createdAt' | 'changedAt' | 'components'>,
): Trial {
  return (
    findTrial(context.state, options, options.name) ??
    addTrial(context, options)
  );
}
