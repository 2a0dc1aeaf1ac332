// Trial components in the state.
import type { Context } from '../../operation';
import type { State } from '../../state/model';
import type { Trial, TrialComponent } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { findTrial } from './experiments';
import { ownedBy, type Place } from './find';

/** Finds a trial component by its name. */
export function findTrialComponent(
  state: State,
  place: Place,
  name: string,
): TrialComponent | undefined {
  return ownedBy(state.trialComponents, place).find(
    component => component.name === name,
  );
}

/** A new trial component, that is not in the state yet. */
export function newTrialComponent(
  { now }: Context,
  options: Omit<TrialComponent, 'createdAt' | 'changedAt'>,
): TrialComponent {
  return { ...options, createdAt: now, changedAt: now };
}

/**
 * Puts a new trial component into the state.
 *
 * @param trialName - the trial it belongs to, if to any
 * @throws AwsError ValidationException when its name is taken
 */
export function addTrialComponent(
  { state, now }: Context,
  component: TrialComponent,
  trialName?: string,
): void {
  const { name } = component;
  if (findTrialComponent(state, component, name)) {
    throw new AwsError(
      'ValidationException',
      `Trial component names must be unique within an AWS account and region. Trial component with name (${name}) already exists.`,
    );
  }
  state.trialComponents.push(component);
  const trial = trialName && findTrial(state, component, trialName);
  if (trial) {
    associate(trial, component, now);
  }
}

/** Makes a trial component part of a trial; a second time changes nothing. */
export function associate(
  trial: Trial,
  { name }: TrialComponent,
  now: number,
): void {
  if (!trial.components.includes(name)) {
    trial.components.push(name);
    trial.changedAt = now;
  }
}
