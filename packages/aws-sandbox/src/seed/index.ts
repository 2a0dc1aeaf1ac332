import { ORGANIZATIONAL_UNIT_IDS, REGION } from '../constants';
import { setUpControlTower } from '../services/controlTower/product';
import type { State } from '../state/model';
import { createBare } from './bare';
import { createFoundation } from './foundation';
import { addLibrary } from './library';
import { addManyUseCases } from './large';
import { addUseCases } from './organization';
import { addServiceAccess } from './serviceAccess';
import { daysBefore } from './time';
import { addAdministrator, addPortalUser } from './users';

/**
 * What can be there at first: `organization` has teams with use cases, `empty`
 * the same organization and library before the first of them, `bare` accounts
 * and an administrator, but nothing that is set up, `large` a great many use
 * cases that are all alike.
 */
export const SEEDS = ['organization', 'empty', 'bare', 'large'] as const;

/** One of {@link SEEDS}. */
export type SeedName = (typeof SEEDS)[number];

/** What else can be said about what is there at first. */
export interface SeedOptions {
  /** How many accounts the organization may have; a thousand when absent. */
  accountQuota?: number;
  /** Whether Control Tower manages the units of the workloads. */
  controlTower?: boolean;
  /** Email addresses of AWS accounts outside of the organization. */
  emailsElsewhere?: string[];
  /** How many use cases the seed `large` has; a thousand when absent. */
  useCases?: number;
}

const { foundation: _foundation, ...WORKLOAD_UNITS } = ORGANIZATIONAL_UNIT_IDS;

function createReady(
  seed: SeedName,
  now: number,
  accountQuota: number,
  useCases: number,
): State {
  const state = createFoundation(now, accountQuota);
  addPortalUser(state, now);
  addAdministrator(state, now);
  addServiceAccess(state, now);
  addLibrary(state, now);
  if (seed === 'organization') {
    addUseCases(state, now);
  } else if (seed === 'large') {
    addManyUseCases(state, now, useCases);
  }
  return state;
}

/**
 * Makes a new state; the same, apart from the time, whenever it is made.
 *
 * @param now - milliseconds since 1970
 */
export function createState(
  seed: SeedName,
  now: number,
  options: SeedOptions = {},
): State {
  const {
    accountQuota = 1000,
    controlTower = false,
    useCases = 1000,
  } = options;
  const state =
    seed === 'bare'
      ? createBare(now, accountQuota)
      : createReady(seed, now, accountQuota, useCases);
  state.organization.emailsElsewhere = (options.emailsElsewhere ?? []).map(
    email => email.toLocaleLowerCase('en-US'),
  );
  if (controlTower) {
    setUpControlTower(state, daysBefore(now, 590), {
      region: REGION,
      unitIds: Object.values(WORKLOAD_UNITS),
    });
  }
  return state;
}
