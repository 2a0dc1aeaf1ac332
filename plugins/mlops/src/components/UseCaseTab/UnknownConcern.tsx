import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  type AccountSnapshot,
  type Environment,
  type Observed,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';

/** Something that could not be read in an account. */
export interface UnknownPart {
  accountId: string;
  environment: Environment;
  reason: string;
}

/** Where a concern could not be read, and why. */
export function unknownParts(
  snapshots: readonly AccountSnapshot[],
  concern: (snapshot: AccountSnapshot) => Observed<unknown>,
): UnknownPart[] {
  return snapshots.flatMap(snapshot => {
    const { account } = snapshot;
    const part = concern(snapshot);
    return part.state === 'unknown'
      ? [
          {
            accountId: account.accountId,
            environment: account.environment,
            reason: part.reason,
          },
        ]
      : [];
  });
}

/** Says where something could not be read, and why. */
export function UnknownConcern(props: {
  /** What it is, as the beginning of a sentence. */
  what: string;
  parts: readonly UnknownPart[];
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return (
    <>
      {props.parts.map(({ accountId, environment, reason }) => (
        <Alert
          key={accountId}
          status="warning"
          icon
          title={t('tab.concernUnknown', {
            what: props.what,
            environment: t(`environment.${environment}`),
          })}
          description={reason}
        />
      ))}
    </>
  );
}
