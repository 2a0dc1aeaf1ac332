// What Amazon SageMaker Model Monitor says of the models in prod.
import type { MonitorEvidence, MonitoringType } from '../../evidence';
import { inWords } from '../moment';
import type { Criterion } from '../types';
import { withEnvironment } from './accounts';
import { judgeEvery, lookAt, type Finding } from './findings';

/** What an execution says of the model once it has ended; one that was stopped says nothing. */
const FINISHED = ['Completed', 'CompletedWithViolations', 'Failed'];

const OUTCOMES: Record<string, string> = {
  Completed: 'found nothing',
  CompletedWithViolations: 'found violations',
  Failed: 'failed',
};

function newestFinished({ executions }: MonitorEvidence) {
  return executions.find(({ status }) => FINISHED.includes(status));
}

function hasResult(monitor: MonitorEvidence): boolean {
  return monitor.status === 'Scheduled' && !!newestFinished(monitor);
}

function lookAtMonitor(monitor: MonitorEvidence): Finding {
  const { name, arn, status } = monitor;
  const label = `Monitoring schedule ${name}`;
  const newest = newestFinished(monitor);
  if (status !== 'Scheduled') {
    return { text: `${label} is ${status}`, arn, verdict: 'unmet' };
  }
  if (!newest) {
    return { text: `${label} has not run yet`, arn, verdict: 'unmet' };
  }
  const { scheduledAt, status: outcome, failureReason } = newest;
  return {
    text: `${label} ${OUTCOMES[outcome]} at ${inWords(scheduledAt)}${
      failureReason ? `: ${failureReason}` : ''
    }`,
    arn,
    verdict: outcome === 'Completed' ? 'met' : 'unmet',
  };
}

/**
 * Looks at the schedules that run and have a result. One that was stopped, or is
 * too new to have one, is looked at only when there is no other.
 */
function lookAtMonitors(monitors: MonitorEvidence[]): Finding[] {
  const telling = monitors.filter(hasResult);
  return (telling.length > 0 ? telling : monitors).map(lookAtMonitor);
}

/**
 * `ListMonitoringSchedules` in prod: `MonitoringType`, `MonitoringScheduleStatus`
 * is `Scheduled`; `ListMonitoringExecutions`: `MonitoringExecutionStatus` of the
 * newest that is finished.
 */
function monitorCriterion(
  type: MonitoringType,
  options: Pick<Criterion, 'id' | 'title' | 'why'>,
): Criterion {
  return {
    ...options,
    stage: 'reliable',
    source: `sagemaker:ListMonitoringSchedules MonitoringType ${type}, MonitoringScheduleStatus; sagemaker:ListMonitoringExecutions MonitoringExecutionStatus`,
    judge: evidence =>
      withEnvironment(evidence, 'prod', accounts =>
        judgeEvery(
          lookAt(
            accounts,
            snapshot => snapshot.monitors,
            monitors =>
              lookAtMonitors(monitors.filter(found => found.type === type)),
          ),
          {
            met: `The newest finished execution of each ${type} monitor found nothing.`,
            none: `There is no ${type} monitor in prod.`,
            remedy: {
              text: 'Open the report of the execution in Studio, under Endpoints. Train the model again when the data has drifted; start the schedule when it is stopped (StartMonitoringSchedule).',
            },
            noneRemedy: {
              text: `Turn on data capture for the endpoint in prod, and create a monitoring schedule of the type ${type} for it (CreateMonitoringSchedule), or add an AWS::SageMaker::MonitoringSchedule to the template that deploys it.`,
            },
          },
        ),
      ),
  };
}

/** The monitors of the stage Reliable, one for each `MonitoringType`. */
export const monitors: Criterion[] = [
  monitorCriterion('DataQuality', {
    id: 'reliable.data-quality-monitor',
    title: 'Data quality is monitored in prod, and in order',
    why: 'A model answers wrongly, without any error, when its input no longer looks like what it was trained on.',
  }),
  monitorCriterion('ModelQuality', {
    id: 'reliable.model-quality-monitor',
    title: 'Model quality is monitored in prod, and in order',
    why: 'Predictions are compared with what really happened, so that a model that grows worse is noticed.',
  }),
  monitorCriterion('ModelBias', {
    id: 'reliable.bias-monitor',
    title: 'Bias is monitored in prod, and in order',
    why: 'A model that was fair when it was trained can become unfair as the people it meets change.',
  }),
  monitorCriterion('ModelExplainability', {
    id: 'reliable.explainability-monitor',
    title: 'Explainability is monitored in prod, and in order',
    why: 'When predictions begin to rest on other features, the explanation that people were given no longer holds.',
  }),
];
