// What AWS does by itself: done lazily, before each call, in the order in which it was due. No timers.
import type { Context } from './operation';
import { followRelease } from './seed/delivery';
import { live } from './seed/life';
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
import { runRule } from './services/eventBridge/rules';
import { runSchedule } from './services/scheduler/schedules';
import { completeDeliveryAction } from './services/codePipeline/executions';
import { closeAccount } from './services/organizations/closure';
import { createAccount } from './services/organizations/creation';
import { completeShare } from './services/ram/shares';
import { completeDomain, deleteDomain } from './services/sageMaker/domains';
import {
  completeEndpoint,
  deleteEndpoint,
} from './services/sageMaker/endpointWork';
import { advanceExecution } from './services/sageMaker/monitoringExecutionWork';
import {
  activateSchedule,
  executeSchedule,
} from './services/sageMaker/monitoringWork';
import { completeNotebook } from './services/sageMaker/notebooks';
import {
  completeStep,
  executeStep,
  stopExecution,
} from './services/sageMaker/pipelineWork';
import { deleteProject, launchProject } from './services/sageMaker/projectWork';
import { completeTrackingServer } from './services/sageMaker/trackingServers';
import { startProvisioning } from './services/serviceCatalog/stackWork';
import type { State, Work } from './state/model';

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
  'complete-endpoint': completeEndpoint,
  'delete-endpoint': deleteEndpoint,
  'activate-monitoring-schedule': activateSchedule,
  'execute-monitoring-schedule': executeSchedule,
  'advance-monitoring-execution': advanceExecution,
  'execute-pipeline-step': executeStep,
  'complete-pipeline-step': completeStep,
  'stop-pipeline-execution': stopExecution,
  'complete-tracking-server': completeTrackingServer,
  'complete-share': completeShare,
  'run-schedule': runSchedule,
  'run-rule': runRule,
  'complete-delivery-action': completeDeliveryAction,
  'launch-project': launchProject,
  'delete-project': deleteProject,
  live,
  'follow-release': followRelease,
};

function run<Kind extends Work['kind']>(
  context: Context,
  work: Extract<Work, { kind: Kind }>,
): void {
  RUNNERS[work.kind as Kind](context, work);
}

/** What is due first; of several at a time, what was asked for first. */
function earliest(work: State['work']): State['work'][number] | undefined {
  let first = work.at(0);
  for (const item of work) {
    if (first && item.dueAt < first.dueAt) {
      first = item;
    }
  }
  return first;
}

/**
 * Does all work that is due by `context.now`, each at the time it was due.
 *
 * @returns how many pieces of work there were
 */
export function advance(context: Context): number {
  const { state, now } = context;
  let done = 0;
  for (;;) {
    const due = earliest(state.work);
    if (!due || due.dueAt > now) {
      return done;
    }
    state.work.splice(state.work.indexOf(due), 1);
    run(
      {
        ...context,
        now: due.dueAt,
        until: now,
        announce: event => context.announce(event, due.dueAt),
      },
      due,
    );
    done += 1;
  }
}
