// Where versions of models serve. Pure.
import {
  valueOr,
  type AccountSnapshot,
  type Environment,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** An endpoint that has a version of a model behind it. */
export interface ServedAt {
  endpoint: string;
  /** ARN of the endpoint. */
  arn: string;
  environment: Environment;
  /** `EndpointStatus`. */
  status: string;
}

/** The endpoints of a use case by the ARN of the version that they have behind them, as far as they could be read. */
export function servingByVersion(
  snapshots: readonly AccountSnapshot[],
): Map<string, ServedAt[]> {
  const found = new Map<string, ServedAt[]>();
  for (const { account, endpoints } of snapshots) {
    for (const { name, arn, status, variants } of valueOr(endpoints, [])) {
      const versions = new Set(
        variants.flatMap(({ modelPackageArn }) => modelPackageArn ?? []),
      );
      for (const version of versions) {
        found.set(version, [
          ...(found.get(version) ?? []),
          { endpoint: name, arn, environment: account.environment, status },
        ]);
      }
    }
  }
  return found;
}
