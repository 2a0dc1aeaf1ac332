// Everything that is known to have happened to a use case, in one list. Pure.
import type { StageChange, UseCaseHistory } from './api';
import type { Environment } from './environment';
import {
  valueOr,
  type AccountSnapshot,
  type EndpointEvidence,
  type Evidence,
  type ModelEvidence,
  type MonitorEvidence,
  type MonitoringType,
  type Observed,
} from './evidence';
import { DAY } from './maturity/moment';
import { parseModelPackageArn } from './maturity/production';
import { isWaiverInForce, type Waiver } from './maturity/waiver';
import { REACHED_STAGES, type ReachedStage } from './stage';
import type { UseCase } from './useCase';

/** What an activity is about, in the order in which people are offered to filter by it. */
export const ACTIVITY_KINDS = [
  'useCase',
  'stage',
  'waiver',
  'account',
  'studio',
  'project',
  'experiment',
  'pipeline',
  'delivery',
  'model',
  'endpoint',
  'monitor',
] as const;

/** One of {@link ACTIVITY_KINDS}. */
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** What happened, without words: whoever shows it says it in the reader's language. */
export type ActivityEvent =
  | { event: 'registered' }
  | { event: 'firstInProduction' }
  | { event: 'retirementBegun' }
  | { event: 'retired' }
  | {
      event: 'stageGained' | 'stageLost';
      from: ReachedStage;
      to: ReachedStage;
      moved: StageChange['moved'];
    }
  | {
      event: 'waiverGiven';
      /** Title of the criterion, or its id where the title is not known. */
      criterion: string;
      reason: string;
      /** The last day on which it holds. */
      until: string;
    }
  | { event: 'waiverEnded'; criterion: string }
  | { event: 'accountJoined'; name: string }
  | { event: 'domainChanged' | 'notebookChanged'; name: string }
  | {
      event: 'projectCreated';
      name: string;
      template?: string;
      version?: string;
    }
  | { event: 'experimentCreated'; name: string }
  | { event: 'pipelineExecution'; name: string; status: string }
  | { event: 'deliveryExecution'; name: string; status: string }
  | { event: 'versionRegistered'; group: string; version: number }
  | {
      event: 'versionApproved' | 'versionRejected';
      group: string;
      version: number;
      comment?: string;
    }
  | { event: 'endpointCreated'; name: string }
  | {
      event: 'endpointChanged';
      name: string;
      /** The registered versions that it serves since. */
      serves: { group: string; version: number }[];
    }
  | { event: 'monitorViolations'; name: string; type: MonitoringType }
  | {
      event: 'monitorFailed';
      name: string;
      type: MonitoringType;
      reason?: string;
    };

/** Something that happened to a use case. */
export interface ActivityEntry {
  /** ISO 8601. */
  at: string;
  kind: ActivityKind;
  /** Who did it: an entity reference, or the name AWS knows; absent when it is not known or was nobody. */
  who?: string;
  what: ActivityEvent;
  /** ARN of what it happened to. */
  arn?: string;
  environment?: Environment;
}

/** An entry whose time may not be known: then it cannot be placed, and is left out. */
type Undated = Omit<ActivityEntry, 'at'> & { at: string | undefined };

function useCaseActivity(
  useCase: Pick<
    UseCase,
    | 'registeredAt'
    | 'registeredBy'
    | 'retirementBegunAt'
    | 'retiredAt'
    | 'retiredBy'
  >,
  history: UseCaseHistory,
): Undated[] {
  const { registeredAt, registeredBy, retirementBegunAt, retiredAt } = useCase;
  const { retiredBy: who } = useCase;
  const kind = 'useCase';
  return [
    {
      at: registeredAt,
      kind,
      who: registeredBy,
      what: { event: 'registered' },
    },
    {
      at: history.firstInProductionAt,
      kind,
      what: { event: 'firstInProduction' },
    },
    { at: retirementBegunAt, kind, who, what: { event: 'retirementBegun' } },
    { at: retiredAt, kind, who, what: { event: 'retired' } },
  ];
}

function stageActivity({ changes }: UseCaseHistory): Undated[] {
  return changes.map(({ at, from, to, moved }) => ({
    at,
    kind: 'stage',
    what: {
      event:
        REACHED_STAGES.indexOf(to) > REACHED_STAGES.indexOf(from)
          ? 'stageGained'
          : 'stageLost',
      from,
      to,
      moved,
    },
  }));
}

function waiverActivity(
  waivers: readonly Waiver[],
  titles: ReadonlyMap<string, string>,
  now: Date,
): Undated[] {
  return waivers.flatMap((waiver): Undated[] => {
    const { author, createdAt, reason, until } = waiver;
    const criterion = titles.get(waiver.criterion) ?? waiver.criterion;
    const given: Undated = {
      at: createdAt,
      kind: 'waiver',
      who: author,
      what: { event: 'waiverGiven', criterion, reason, until },
    };
    const ended: Undated = {
      // It holds through the whole of its last day.
      at: new Date(Date.parse(until) + DAY).toISOString(),
      kind: 'waiver',
      what: { event: 'waiverEnded', criterion },
    };
    return isWaiverInForce(waiver, now) ? [given] : [given, ended];
  });
}

function modelActivity({ group, versions }: ModelEvidence): Undated[] {
  return versions.flatMap((found): Undated[] => {
    const { arn, version, createdAt, approval } = found;
    const registered: Undated = {
      at: createdAt,
      kind: 'model',
      arn,
      what: { event: 'versionRegistered', group, version },
    };
    if (approval !== 'Approved' && approval !== 'Rejected') {
      return [registered];
    }
    const reviewed: Undated = {
      at: found.reviewedAt,
      kind: 'model',
      who: found.reviewedBy,
      arn,
      what: {
        event: approval === 'Approved' ? 'versionApproved' : 'versionRejected',
        group,
        version,
        comment: found.approvalDescription,
      },
    };
    return [registered, reviewed];
  });
}

function endpointActivity(endpoint: EndpointEvidence): Undated[] {
  const { name, arn, createdAt, lastModifiedAt, variants } = endpoint;
  const arns = variants.flatMap(({ modelPackageArn }) => modelPackageArn ?? []);
  const serves = [...new Set(arns)].flatMap(version => {
    const parts = parseModelPackageArn(version);
    return parts ? [{ group: parts.group, version: parts.version }] : [];
  });
  return [
    {
      at: createdAt,
      kind: 'endpoint',
      arn,
      what: { event: 'endpointCreated', name },
    },
    {
      at: lastModifiedAt === createdAt ? undefined : lastModifiedAt,
      kind: 'endpoint',
      arn,
      what: { event: 'endpointChanged', name, serves },
    },
  ];
}

function monitorActivity(monitor: MonitorEvidence): Undated[] {
  const { name, arn, type, executions } = monitor;
  return executions.flatMap((execution): Undated[] => {
    const { scheduledAt, status, failureReason, processingJobArn } = execution;
    const entry = {
      at: scheduledAt,
      kind: 'monitor',
      arn: processingJobArn ?? arn,
    } as const;
    switch (status) {
      case 'CompletedWithViolations':
        return [{ ...entry, what: { event: 'monitorViolations', name, type } }];
      case 'Failed':
        return [
          {
            ...entry,
            what: { event: 'monitorFailed', name, type, reason: failureReason },
          },
        ];
      default:
        return [];
    }
  });
}

function list<T>(part: Observed<T[]>): T[] {
  return valueOr(part, []);
}

function accountActivity(snapshot: AccountSnapshot): Undated[] {
  const { account, projects, pipelines, delivery, endpoints, monitors } =
    snapshot;
  const studio = valueOr(snapshot.studio, { domains: [], notebooks: [] });
  const { experiments } = valueOr(snapshot.experiments, {
    experiments: [],
    trackingServers: [],
  });
  const { models } = valueOr(snapshot.registry, { models: [], cards: [] });
  const entries: Undated[] = [
    {
      at: account.joinedAt,
      kind: 'account',
      arn: account.arn,
      what: { event: 'accountJoined', name: account.name },
    },
    ...studio.domains.map(({ name, arn, lastModifiedAt }): Undated => ({
      at: lastModifiedAt,
      kind: 'studio',
      arn,
      what: { event: 'domainChanged', name },
    })),
    ...studio.notebooks.map(({ name, arn, lastModifiedAt }): Undated => ({
      at: lastModifiedAt,
      kind: 'studio',
      arn,
      what: { event: 'notebookChanged', name },
    })),
    ...list(projects).map(({ name, arn, createdAt, template }): Undated => ({
      at: createdAt,
      kind: 'project',
      arn,
      what: {
        event: 'projectCreated',
        name,
        template: template?.name,
        version: template?.version,
      },
    })),
    ...experiments.map(({ name, arn, createdAt }): Undated => ({
      at: createdAt,
      kind: 'experiment',
      arn,
      what: { event: 'experimentCreated', name },
    })),
    ...list(pipelines).flatMap(({ name, executions }) =>
      executions.map(({ arn, status, startedAt }): Undated => ({
        at: startedAt,
        kind: 'pipeline',
        arn,
        what: { event: 'pipelineExecution', name, status },
      })),
    ),
    ...list(delivery).flatMap(({ name, arn, executions }) =>
      executions.map(({ status, startedAt }): Undated => ({
        at: startedAt,
        kind: 'delivery',
        arn,
        what: { event: 'deliveryExecution', name, status },
      })),
    ),
    ...models.flatMap(modelActivity),
    ...list(endpoints).flatMap(endpointActivity),
    ...list(monitors).flatMap(monitorActivity),
  ];
  const { environment } = account;
  return entries.map(entry => ({ ...entry, environment }));
}

/**
 * Everything that is known to have happened to a use case, the newest first.
 * What AWS no longer lists, what could not be read, and what has no time are
 * left out.
 *
 * @param options - `criteria` gives the titles of criteria that were waived;
 *   `now` decides which waivers have ended
 */
export function activityOf(options: {
  useCase: Parameters<typeof useCaseActivity>[0];
  /** Absent before the first collection. */
  evidence: Evidence | undefined;
  history: UseCaseHistory;
  waivers: readonly Waiver[];
  criteria?: readonly { id: string; title: string }[];
  now: Date;
}): ActivityEntry[] {
  const { useCase, evidence, history, waivers, criteria = [], now } = options;
  const titles = new Map(criteria.map(({ id, title }) => [id, title]));
  return [
    ...useCaseActivity(useCase, history),
    ...stageActivity(history),
    ...waiverActivity(waivers, titles, now),
    ...valueOr(evidence?.accounts, []).flatMap(accountActivity),
  ]
    .flatMap(({ at, ...entry }) => (at ? [{ at, ...entry }] : []))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
