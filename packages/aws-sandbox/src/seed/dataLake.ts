// What the data-lake account lets use cases read.
import { ACCOUNT_IDS, REGION } from '../constants';
import type { Context } from '../operation';
import { grantPermissions } from '../services/lakeFormation/grants';
import { addShare } from '../services/ram/shares';
import { accountOf, type Workplace } from './workplace';

const { dataLake: catalogId, management } = ACCOUNT_IDS;

const STEWARD = `arn:aws:iam::${management}:user/administrator`;

/** Lets the accounts in which the models of a use case are built read its database. */
export function shareData(context: Context, useCase: Workplace): void {
  const { database } = useCase.practice;
  for (const environment of ['experimentation', 'dev'] as const) {
    const principal = accountOf(context.state, useCase, environment);
    const common = { catalogId, region: REGION, principal, grantable: [] };
    grantPermissions(
      context,
      {
        ...common,
        resource: { kind: 'DATABASE', database },
        permissions: ['DESCRIBE'],
      },
      STEWARD,
    );
    grantPermissions(
      context,
      {
        ...common,
        resource: { kind: 'TABLE', database, table: 'features' },
        permissions: ['DESCRIBE', 'SELECT'],
      },
      STEWARD,
    );
  }
}

/** Shares the data that arrives by the minute with the account that models are built in. */
export function shareStream(context: Context, useCase: Workplace): void {
  addShare(context, {
    accountId: catalogId,
    region: REGION,
    name: `${useCase.name}-stream`,
    allowExternalPrincipals: false,
    resourceArns: [
      `arn:aws:glue:${REGION}:${catalogId}:database/${useCase.practice.database}_live`,
    ],
    principals: [accountOf(context.state, useCase, 'dev')],
  });
}
