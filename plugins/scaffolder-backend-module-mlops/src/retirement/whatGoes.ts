import {
  valueOr,
  type AccountSnapshot,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { UseCaseAccount } from './useCaseAccounts';

/** `1 Studio domain (d-1)`, `2 SageMaker projects (a, b)`; nothing when there is none. */
function counted(what: string, names: string[]): string[] {
  const { length } = names;
  return length > 0
    ? [`${length} ${what}${length > 1 ? 's' : ''} (${names.join(', ')})`]
    : [];
}

function contentOf({ studio, projects }: AccountSnapshot): string[] {
  return [
    ...(studio.state === 'collected'
      ? [
          ...counted(
            'Studio domain',
            studio.value.domains.map(({ domainId }) => domainId),
          ),
          ...counted(
            'notebook instance',
            studio.value.notebooks.map(({ name }) => name),
          ),
        ]
      : ['a Studio that is not known']),
    ...(projects.state === 'collected'
      ? counted(
          'SageMaker project',
          projects.value.map(({ name }) => name),
        )
      : ['SageMaker projects that are not known']),
  ];
}

/** What goes with each account, one sentence part each, from the evidence last collected. */
export function whatGoes(
  useCase: Pick<UseCaseDetail, 'evidence'>,
  accounts: UseCaseAccount[],
): string[] {
  const snapshots = valueOr(useCase.evidence?.accounts, []);
  return accounts.map(({ environment, accountId, name }) => {
    const snapshot = snapshots.find(
      ({ account }) => account.accountId === accountId,
    );
    const content = snapshot
      ? contentOf(snapshot)
      : ['what is in it is not known'];
    return `${environment}: closing account ${accountId} (${name}) takes with it ${[
      ...content,
      'all data in it',
    ].join(', ')}`;
  });
}
