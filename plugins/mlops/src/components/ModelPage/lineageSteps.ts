// Where a model version came from and where it went, as far as evidence says. Pure.
import {
  projectEntityName,
  valueOr,
  type AccountSnapshot,
  type DataShare,
  type Environment,
  type Evidence,
  type ModelDetail,
  type ModelVersion,
  type Observed,
  type PipelineEvidence,
  type ProjectEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** One thing on the way of a model version. */
export interface LineageItem {
  name: string;
  arn?: string;
  /** Name of its component in the catalog. */
  component?: string;
  environment?: Environment;
  /** AWS's word for how it stands. */
  status?: string;
  /** Since when, or when it was. */
  at?: string;
  /** Whether its name is the id of an execution, which says nothing by itself. */
  isExecution?: boolean;
  share?: DataShare;
}

/** What is to be said about a step besides its items; the key of a message. */
export type LineageNote =
  | 'notCollected'
  | 'noShare'
  | 'noProject'
  | 'projectUnclear'
  | 'projectAlone'
  | 'noGenerator'
  | 'executionNotSeen'
  | 'pipelineNotSeen'
  | 'servesNowhere';

/** Notes that say that something is not so; the others say that something is not known. */
const CERTAIN: readonly LineageNote[] = [
  'noShare',
  'noProject',
  'pipelineNotSeen',
  'servesNowhere',
];

/** Whether a note says that something is not so, rather than that it is not known. */
export function isCertain(note: LineageNote): boolean {
  return CERTAIN.includes(note);
}

/** A part of the evidence that could not be collected, and why. */
export interface UnknownPart {
  /** Where; absent when it is not about one environment. */
  environment?: Environment;
  reason: string;
}

/** A step on the way of a model version. */
export interface LineageStep {
  id: 'data' | 'project' | 'pipeline' | 'version' | 'endpoints';
  items: LineageItem[];
  note?: LineageNote;
  unknown: UnknownPart[];
}

type Part = Omit<LineageStep, 'id'>;

const NOT_COLLECTED: Part = { items: [], note: 'notCollected', unknown: [] };

function unknownPart(reason: string, environment?: Environment): Part {
  return { items: [], unknown: [{ reason, environment }] };
}

function dataOf(
  dataLake: Observed<DataShare[]> | undefined,
  accountId: string,
): Part {
  if (!dataLake) {
    return NOT_COLLECTED;
  }
  if (dataLake.state === 'unknown') {
    return unknownPart(dataLake.reason);
  }
  const items = dataLake.value
    .filter(share => share.accountId === accountId)
    .map(share => ({ name: share.resource, arn: share.arn, share }));
  return {
    items,
    note: items.length === 0 ? 'noShare' : undefined,
    unknown: [],
  };
}

/** What made a version, out of the ARN it gives: a pipeline execution, a pipeline, or a job. */
function generatorOf({ generatedBy }: ModelVersion) {
  const [, prefix, type, name, execution] =
    /^(arn:[^/]+:)([a-z-]+)\/([^/]+)(?:\/execution\/(.+))?$/.exec(
      generatedBy ?? '',
    ) ?? [];
  return type
    ? { type, name, execution, arn: `${prefix}${type}/${name}` }
    : undefined;
}

function pipelineOf(
  pipelines: Observed<PipelineEvidence[]> | undefined,
  version: ModelVersion,
): Part {
  const generator = generatorOf(version);
  if (!generator) {
    return version.generatedBy
      ? { items: [{ name: version.generatedBy }], unknown: [] }
      : { items: [], note: 'noGenerator', unknown: [] };
  }
  const { type, name, execution, arn } = generator;
  if (type !== 'pipeline') {
    return {
      items: [{ name: `${type}/${name}`, arn }],
      unknown: [],
    };
  }
  const pipeline = valueOr(pipelines, []).find(known => known.arn === arn);
  const run = pipeline?.executions.find(
    known => known.arn === version.generatedBy,
  );
  const part: Part = {
    items: [
      { name, arn },
      ...(execution
        ? [
            {
              name: execution,
              arn: version.generatedBy,
              isExecution: true,
              status: run?.status,
              at: run?.startedAt,
            },
          ]
        : []),
    ],
    unknown: [],
  };
  if (!pipelines) {
    return { ...part, note: 'notCollected' };
  }
  if (pipelines.state === 'unknown') {
    return { ...part, unknown: [{ reason: pipelines.reason }] };
  }
  if (!pipeline) {
    return { ...part, note: 'pipelineNotSeen' };
  }
  return { ...part, note: execution && !run ? 'executionNotSeen' : undefined };
}

function projectOf(
  projects: Observed<ProjectEvidence[]> | undefined,
  group: string,
  version: ModelVersion,
): Part {
  if (!projects) {
    return NOT_COLLECTED;
  }
  if (projects.state === 'unknown') {
    return unknownPart(projects.reason);
  }
  const all = projects.value;
  // The templates of the library name what a project makes after the project and its id.
  const names = [group, generatorOf(version)?.name ?? ''];
  const named = all.find(({ projectId }) =>
    names.some(name => name.includes(projectId)),
  );
  const project = named ?? (all.length === 1 ? all[0] : undefined);
  if (!project) {
    return {
      items: [],
      note: all.length === 0 ? 'noProject' : 'projectUnclear',
      unknown: [],
    };
  }
  return {
    items: [
      {
        name: project.name,
        arn: project.arn,
        component: projectEntityName(project),
        status: project.status,
      },
    ],
    note: named ? undefined : 'projectAlone',
    unknown: [],
  };
}

function endpointsOf(
  snapshots: AccountSnapshot[] | undefined,
  version: ModelVersion,
): Part {
  if (!snapshots) {
    return NOT_COLLECTED;
  }
  const items = snapshots.flatMap(({ account, endpoints }) =>
    valueOr(endpoints, [])
      .filter(({ variants }) =>
        variants.some(({ modelPackageArn }) => modelPackageArn === version.arn),
      )
      .map(({ name, arn, status, lastModifiedAt }) => ({
        name,
        arn,
        status,
        at: lastModifiedAt,
        environment: account.environment,
      })),
  );
  const unknown = unknownIn(snapshots, 'endpoints');
  return {
    items,
    note:
      items.length === 0 && unknown.length === 0 ? 'servesNowhere' : undefined,
    unknown,
  };
}

/** In which environments a concern could not be collected, and why. */
export function unknownIn(
  snapshots: AccountSnapshot[],
  concern: 'endpoints' | 'monitors',
): UnknownPart[] {
  return snapshots.flatMap(({ account: { environment }, ...concerns }) => {
    const part = concerns[concern];
    return part.state === 'unknown'
      ? [{ environment, reason: part.reason }]
      : [];
  });
}

/**
 * The way of a model version: data, SageMaker project, training pipeline,
 * version, endpoints.
 *
 * @param evidence - of the use case; undefined before it was first collected
 */
export function lineageOf(
  model: Pick<ModelDetail, 'group' | 'accountId' | 'environment'>,
  version: ModelVersion,
  evidence: Evidence | undefined,
): LineageStep[] {
  const { accountId, group } = model;
  const accounts = evidence?.accounts;
  const snapshots = valueOr<AccountSnapshot[] | undefined>(accounts, undefined);
  const snapshot = snapshots?.find(
    ({ account }) => account.accountId === accountId,
  );
  const parts = {
    data: dataOf(evidence?.dataLake, accountId),
    project: projectOf(snapshot?.projects, group, version),
    pipeline: pipelineOf(snapshot?.pipelines, version),
    version: {
      items: [{ name: String(version.version), arn: version.arn }],
      unknown: [],
    },
    endpoints: endpointsOf(snapshots, version),
  } satisfies Record<LineageStep['id'], Part>;
  const reason = accounts?.state === 'unknown' ? accounts.reason : undefined;
  return (['data', 'project', 'pipeline', 'version', 'endpoints'] as const).map(
    (id): LineageStep => {
      const part: Part = parts[id];
      // Why there is nothing to see is better than that there is nothing.
      return reason && part.note === 'notCollected'
        ? { id, items: part.items, unknown: [{ reason }] }
        : { id, ...part };
    },
  );
}
