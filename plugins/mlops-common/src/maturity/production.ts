// What serves in production, and since when.
import {
  valueOr,
  type AccountSnapshot,
  type EndpointEvidence,
  type Evidence,
  type ModelVersion,
} from '../evidence';
import { gather, inUse } from './criteria/accounts';
import type { Verdict } from './types';
import { worstOf } from './verdict';

/** An endpoint in prod that serves an approved version. */
export interface ServingModel {
  accountId: string;
  /** Name of the endpoint. */
  endpoint: string;
  endpointArn: string;
  /** Name of the model package group. */
  group: string;
  /** The version. */
  modelPackageArn: string;
  /** Since when the endpoint serves it, as far as is known: `LastModifiedTime`, else `CreationTime`. */
  since?: string;
}

/** Takes the ARN of a version apart; undefined when it is of no model package group. */
export function parseModelPackageArn(
  arn: string,
): { group: string; groupKey: string; version: number } | undefined {
  const parts = /^(arn:.+:model-package\/(.+))\/(\d+)$/.exec(arn);
  return parts
    ? { groupKey: parts[1], group: parts[2], version: Number(parts[3]) }
    : undefined;
}

/** Whether an endpoint answers requests: AWS lets it serve on while it is changed. */
export function isServing({ status }: EndpointEvidence): boolean {
  return ['InService', 'Updating', 'SystemUpdating', 'RollingBack'].includes(
    status,
  );
}

/** Since when an endpoint serves what it serves. */
export function servingSince(endpoint: EndpointEvidence): string | undefined {
  return endpoint.lastModifiedAt ?? endpoint.createdAt;
}

/** What the registries of the use case say of a version. */
function findVersion(
  arn: string,
  accounts: AccountSnapshot[],
): { version?: ModelVersion; unknownReason?: string } {
  const { seen, unseen } = gather(accounts, snapshot => snapshot.registry);
  const models = seen.flatMap(({ value }) => value.models);
  const all = models.flatMap(({ versions }) => versions);
  const version = all.find(known => known.arn === arn);
  if (version || unseen.length > 0) {
    return { version, unknownReason: unseen.join(' ') };
  }
  const sought = parseModelPackageArn(arn);
  const listed = all.filter(
    known => parseModelPackageArn(known.arn)?.groupKey === sought?.groupKey,
  );
  // Only the newest versions are listed: one that is older than all of them may still be there.
  return sought &&
    listed.length > 0 &&
    listed.every(known => known.version > sought.version)
    ? { unknownReason: 'only newer versions were listed' }
    : {};
}

/** Judges whether a version that serves is approved in a registry of the use case. */
function lookAtVersion(
  arn: string | undefined,
  accounts: AccountSnapshot[],
): { says: string; verdict: Verdict } {
  if (!arn) {
    return { says: 'a model that is not registered', verdict: 'unmet' };
  }
  const parts = parseModelPackageArn(arn);
  const label = parts ? `version ${parts.version} of ${parts.group}` : arn;
  const { version, unknownReason } = findVersion(arn, accounts);
  if (version) {
    return {
      says: `${label}, which is ${version.approval}`,
      verdict: version.approval === 'Approved' ? 'met' : 'unmet',
    };
  }
  return unknownReason
    ? {
        says: `${label}, whose approval is not known: ${unknownReason}`,
        verdict: 'unknown',
      }
    : {
        says: `${label}, which is in none of its registries`,
        verdict: 'unmet',
      };
}

/** What is said of an endpoint whose configuration was deleted while it serves, which AWS lets happen. */
export const UNSEEN_VARIANTS = {
  says: 'has a configuration that is gone, so it could not be seen what it serves',
  verdict: 'unknown',
} as const;

/** Judges whether all that an endpoint serves is approved. */
export function lookAtServed(
  { variants }: EndpointEvidence,
  accounts: AccountSnapshot[],
): { says: string; verdict: Verdict } {
  if (variants.length === 0) {
    return UNSEEN_VARIANTS;
  }
  const seen = variants.map(({ modelPackageArn }) =>
    lookAtVersion(modelPackageArn, accounts),
  );
  return {
    says: `serves ${seen.map(({ says }) => says).join(' and ')}`,
    verdict: worstOf(seen.map(({ verdict }) => verdict)),
  };
}

/**
 * The endpoints in prod that serve, and whose variants are all approved versions
 * of a registry of the use case: one entry for each version of each endpoint.
 * What is unknown is left out.
 */
export function servingInProduction({ accounts }: Evidence): ServingModel[] {
  const all = valueOr(accounts, []);
  const { seen } = gather(inUse(all, 'prod'), snapshot => snapshot.endpoints);
  return seen.flatMap(({ account, value }) =>
    value
      .filter(isServing)
      .filter(endpoint => lookAtServed(endpoint, all).verdict === 'met')
      .flatMap(endpoint => {
        const arns = endpoint.variants.flatMap(
          ({ modelPackageArn }) => modelPackageArn ?? [],
        );
        return [...new Set(arns)].flatMap(modelPackageArn => {
          const group = parseModelPackageArn(modelPackageArn)?.group;
          return group
            ? {
                accountId: account.accountId,
                endpoint: endpoint.name,
                endpointArn: endpoint.arn,
                group,
                modelPackageArn,
                since: servingSince(endpoint),
              }
            : [];
        });
      }),
  );
}

/** When an approved version first served in prod, by what was known before and what serves now; undefined when never. */
export function firstInProductionAt(evidence: Evidence): string | undefined {
  return [
    evidence.firstInProductionAt,
    ...servingInProduction(evidence).map(({ since }) => since),
  ]
    .flatMap(time => time ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(0);
}
