import {
  DescribeMonitoringScheduleCommand,
  ListMonitoringExecutionsCommand,
  paginateListMonitoringExecutions,
  type ListMonitoringExecutionsCommandInput,
  type MonitoringExecutionSummary,
} from '@aws-sdk/client-sagemaker';
import { ACCOUNT_IDS } from '../constants';
import type { SandboxOptions } from '../sandbox';
import { startHarness, type Clients, type Harness } from './harness';
import { deploy } from './serving';

const HOUR = 60 * 60;

/** A sandbox whose clock stands between two full hours, with an endpoint in service. */
export interface MonitorHarness {
  harness: Harness;
  /** Clients for the account of the endpoint; new ones when their session has ended. */
  inside(): Promise<Clients>;
  /** Lets time go by. */
  pass(time: { hours?: number; seconds?: number }): void;
  executions(
    input?: ListMonitoringExecutionsCommandInput,
  ): Promise<MonitoringExecutionSummary[]>;
}

/** Starts a sandbox at 08:30 (UTC) with the endpoint `churn` in the data lake's account. */
export async function startWithEndpoint(
  options: SandboxOptions = {},
): Promise<MonitorHarness> {
  let now = Date.UTC(2026, 10, 2, 8, 30);
  const harness = await startHarness({ ...options, now: () => now });
  const inside = () => harness.account(ACCOUNT_IDS.dataLake);
  await deploy(await inside());
  now += 10_000;
  return {
    harness,
    inside,
    pass({ hours = 0, seconds = 0 }) {
      now += (hours * HOUR + seconds) * 1000;
    },
    async executions(input = {}) {
      const { sageMaker } = await inside();
      if (input.MaxResults !== undefined) {
        const { MonitoringExecutionSummaries = [] } = await sageMaker.send(
          new ListMonitoringExecutionsCommand(input),
        );
        return MonitoringExecutionSummaries;
      }
      const all: MonitoringExecutionSummary[] = [];
      for await (const page of paginateListMonitoringExecutions(
        { client: sageMaker, pageSize: 100 },
        input,
      )) {
        all.push(...(page.MonitoringExecutionSummaries ?? []));
      }
      return all;
    },
  };
}

/** A schedule as SageMaker describes it. */
export async function describeSchedule(
  { sageMaker }: Clients,
  MonitoringScheduleName = 'churn-data',
) {
  return sageMaker.send(
    new DescribeMonitoringScheduleCommand({ MonitoringScheduleName }),
  );
}
