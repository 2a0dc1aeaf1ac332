import type { DataShare } from '../../evidence';
import type { Criterion } from '../types';
import { inUse, missing, unknown, withAccounts } from './accounts';
import { judgeSome } from './findings';

/** What mends it is in the hands of whoever governs the data. */
const remedy = {
  text: 'Ask the owners of the data to share it from the data-lake account: grant SELECT on its tables in Lake Formation, or add the account to a resource share in AWS RAM.',
};

function says({ through, resource, permissions }: DataShare): string {
  return through === 'ram'
    ? `is in a resource share with ${resource}`
    : `may ${permissions?.join(', ') || 'use'} ${resource}`;
}

/** `GetResourceShareAssociations` and `lakeformation:ListPermissions` in the data-lake account: one for an account of the use case. */
export const dataFromDataLake: Criterion = {
  id: 'repeatable.data-lake',
  stage: 'repeatable',
  title: 'Data is read from the data-lake account',
  why: 'Shared data is governed once, rather than copied and forgotten.',
  source:
    'ram:GetResourceShareAssociations associatedEntity, lakeformation:ListPermissions Principal',
  judge: evidence =>
    withAccounts(evidence, all => {
      const { dataLake } = evidence;
      const accounts = inUse(all).map(({ account }) => account);
      if (accounts.length === 0) {
        return missing('There is no account that could read data.', remedy);
      }
      if (dataLake.state === 'unknown') {
        return unknown(dataLake.reason);
      }
      const findings = dataLake.value.flatMap(share => {
        const account = accounts.find(
          ({ accountId }) => accountId === share.accountId,
        );
        return account
          ? {
              text: `Account ${account.name} ${says(share)}`,
              arn: share.arn ?? account.arn,
              observedAt: dataLake.observedAt,
              verdict: 'met' as const,
            }
          : [];
      });
      return judgeSome(
        { findings, unseen: [] },
        {
          met: 'Its accounts may read data of the data-lake account.',
          none: 'Nothing of the data-lake account is shared with an account in use.',
          remedy,
        },
      );
    }),
};
