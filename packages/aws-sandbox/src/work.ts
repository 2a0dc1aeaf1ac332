// What AWS does by itself: done lazily, before each call, in the order in which it was due. No timers.
import type { Context } from './operation';
import { completeChangeSet } from './services/cloudFormation/changeSetWork';
import {
  reconcileStackSets,
  runStackSetOperation,
} from './services/cloudFormation/stackSetWork';
import {
  completeStack,
  createStack,
  deleteStack,
  updateStack,
} from './services/cloudFormation/stackWork';
import {
  completeVending,
  releaseAccount,
  startVending,
  updateAccount,
  vendAccount,
} from './services/controlTower/work';
import { closeAccount } from './services/organizations/closure';
import { createAccount } from './services/organizations/creation';
import { completeDomain, deleteDomain } from './services/sageMaker/domains';
import { completeNotebook } from './services/sageMaker/notebooks';
import { deleteProject, launchProject } from './services/sageMaker/projectWork';
import { startProvisioning } from './services/serviceCatalog/stackWork';
import type { Work } from './state/model';

type Runners = {
  [Kind in Work['kind']]: (
    context: Context,
    work: Extract<Work, { kind: Kind }>,
  ) => void;
};

const RUNNERS: Runners = {
  'create-account': createAccount,
  'close-account': closeAccount,
  'start-provisioning': startProvisioning,
  'start-vending': startVending,
  'vend-account': vendAccount,
  'complete-vending': completeVending,
  'update-account': updateAccount,
  'release-account': releaseAccount,
  'create-stack': createStack,
  'update-stack': updateStack,
  'complete-stack': completeStack,
  'delete-stack': deleteStack,
  'complete-change-set': completeChangeSet,
  'reconcile-stack-sets': reconcileStackSets,
  'run-stack-set-operation': runStackSetOperation,
  'complete-domain': completeDomain,
  'delete-domain': deleteDomain,
  'complete-notebook': completeNotebook,
  'launch-project': launchProject,
  'delete-project': deleteProject,
};

function run<Kind extends Work['kind']>(
  context: Context,
  work: Extract<Work, { kind: Kind }>,
): void {
  RUNNERS[work.kind as Kind](context, work);
}

/**
 * Does all work that is due by `context.now`, each at the time it was due.
 *
 * @returns whether there was any
 */
export function advance(context: Context): boolean {
  const { state, now } = context;
  let done = false;
  for (;;) {
    const due = state.work
      .filter(({ dueAt }) => dueAt <= now)
      .sort((a, b) => a.dueAt - b.dueAt)[0];
    if (!due) {
      return done;
    }
    state.work.splice(state.work.indexOf(due), 1);
    run({ ...context, now: due.dueAt }, due);
    done = true;
  }
}
