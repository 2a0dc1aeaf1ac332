import {
  isClosedAccount,
  type Evidence,
  type KeyEvidence,
} from '../../evidence';
import type { Criterion, Fact, Judgement } from '../types';
import {
  accountFact,
  accountOf,
  addAccount,
  deployStudio,
  gather,
  judgeActiveAccount,
  unknown,
  withAccounts,
} from './accounts';

/** `ListAccounts`: `Account.State` of the account tagged with the environment `experimentation`. */
const experimentationAccount: Criterion = {
  id: 'initial.experimentation-account',
  stage: 'initial',
  title: 'The experimentation account is active',
  why: 'Data scientists try out ideas in an account of their own, away from everything that serves customers.',
  source: 'organizations:ListAccounts Account.State',
  judge: evidence => judgeActiveAccount(evidence, 'experimentation'),
};

/**
 * `ListParents` of the account, and `ListPoliciesForTarget` of every unit above
 * it, with the policy named by `mlops.accounts.guardRailPolicy`.
 */
function guardRails(guardRailPolicy: string): Criterion {
  return {
    id: 'initial.guard-rails',
    stage: 'initial',
    title:
      'Its accounts are in their organizational units, under the guard-rail policy',
    why: 'Guard rails that hold for a whole organizational unit cannot be forgotten for one account, nor removed by someone in it.',
    source:
      'organizations:ListParents, organizations:ListPoliciesForTarget PolicySummary.Name',
    judge: evidence =>
      withAccounts(evidence, (all, observedAt) => {
        const accounts = all.filter(({ account }) => !isClosedAccount(account));
        if (accounts.length === 0) {
          return {
            verdict: 'unmet',
            reason: 'There is no account in use.',
            facts: [],
            remedy: addAccount(evidence, 'experimentation'),
          };
        }
        const facts: Fact[] = [];
        const problems: string[] = [];
        for (const { account } of accounts) {
          const unit = account.organizationalUnit?.name ?? 'no known unit';
          const policies = account.serviceControlPolicies.join(', ') || 'none';
          facts.push(
            accountFact(
              account,
              `Account ${account.name} is in ${unit}; policies: ${policies}`,
              observedAt,
            ),
          );
          if (
            account.organizationalUnit?.id !==
            account.expectedOrganizationalUnitId
          ) {
            problems.push(`${account.name} is in ${unit}`);
          } else if (
            !account.serviceControlPolicies.includes(guardRailPolicy)
          ) {
            problems.push(
              `${account.name} lacks the policy ${guardRailPolicy}`,
            );
          }
        }
        return problems.length === 0
          ? {
              verdict: 'met',
              reason: `Every account is in its organizational unit and under ${guardRailPolicy}.`,
              facts,
            }
          : {
              verdict: 'unmet',
              reason: `Not every account is guarded: ${problems.join('; ')}.`,
              facts,
              remedy: {
                text: `Run Create use case again for ${evidence.useCase}: it moves accounts to their organizational units. A missing policy is attached by the platform team.`,
                template: 'create-use-case',
                values: {
                  name: evidence.useCase,
                  environments: accounts.map(
                    ({ account }) => account.environment,
                  ),
                  ...(evidence.owner.state === 'collected' && {
                    owner: evidence.owner.value.ref,
                  }),
                },
              },
            };
      }),
  };
}

/** `DescribeDomain`: `Status` of the domains in the experimentation account. */
const studioInService: Criterion = {
  id: 'initial.studio',
  stage: 'initial',
  title: 'SageMaker AI Studio is in service in the experimentation account',
  why: 'Studio is where data scientists work; one that the platform set up is secured the same way everywhere.',
  source: 'sagemaker:ListDomains, sagemaker:DescribeDomain Status',
  judge: evidence =>
    withAccounts(evidence, accounts => {
      const snapshot = accountOf(accounts, 'experimentation');
      if (!snapshot) {
        return {
          verdict: 'unmet',
          reason: 'There is no experimentation account to hold Studio.',
          facts: [],
          remedy: addAccount(evidence, 'experimentation'),
        };
      }
      const { studio } = snapshot;
      if (studio.state === 'unknown') {
        return unknown(studio.reason);
      }
      const facts = studio.value.domains.map(domain => ({
        text: `Domain ${domain.name} (${domain.domainId}) is ${domain.status}`,
        arn: domain.arn,
        observedAt: studio.observedAt,
      }));
      if (studio.value.domains.some(({ status }) => status === 'InService')) {
        return {
          verdict: 'met',
          reason: 'A Studio domain is in service.',
          facts,
        };
      }
      return {
        verdict: 'unmet',
        reason: facts.length
          ? 'No Studio domain in the experimentation account is in service.'
          : 'The experimentation account has no Studio domain.',
        facts,
        remedy: deployStudio(evidence, 'experimentation'),
      };
    }),
};

function judgeSecurity(
  evidence: Evidence,
  words: { met: string; nothing: string; remedy: string },
  look: (item: {
    label: string;
    arn: string;
    network?: 'private' | 'public';
    key?: KeyEvidence;
  }) => { fact: string; verdict: 'ok' | 'bad' | 'unknown' },
): Judgement {
  return withAccounts(evidence, accounts => {
    const { seen, unseen } = gather(accounts, snapshot => snapshot.studio);
    const facts: Fact[] = [];
    let bad = 0;
    const unsure = [...unseen];
    for (const { account, value, observedAt } of seen) {
      const items = [
        ...value.domains.map(domain => ({
          label: `Domain ${domain.name}`,
          arn: domain.arn,
          network: (domain.networkAccess === 'VpcOnly'
            ? 'private'
            : 'public') as 'private' | 'public',
          key: domain.key,
        })),
        ...value.notebooks.map(notebook => ({
          label: `Notebook instance ${notebook.name}`,
          arn: notebook.arn,
          network: (notebook.directInternetAccess ? 'public' : 'private') as
            'private' | 'public',
          key: notebook.key,
        })),
      ];
      for (const item of items) {
        const { fact, verdict } = look(item);
        const text = `${item.label} in ${account.name} ${fact}`;
        facts.push({ text, arn: item.arn, observedAt });
        if (verdict === 'bad') {
          bad += 1;
        } else if (verdict === 'unknown') {
          unsure.push(text);
        }
      }
    }
    if (bad > 0) {
      return {
        verdict: 'unmet',
        reason: `${bad} of ${facts.length} Studio domains and notebook instances ${
          bad === 1 ? 'does' : 'do'
        } not comply.`,
        facts,
        remedy: { text: words.remedy },
      };
    }
    if (unsure.length > 0) {
      return unknown(unsure.join(' '), facts);
    }
    if (facts.length === 0) {
      return {
        verdict: 'unmet',
        reason: words.nothing,
        facts,
        remedy: deployStudio(evidence, 'experimentation'),
      };
    }
    return { verdict: 'met', reason: words.met, facts };
  });
}

/**
 * `DescribeDomain`: `AppNetworkAccessType` is `VpcOnly`;
 * `DescribeNotebookInstance`: `DirectInternetAccess` is `Disabled`.
 */
const noPublicInternet: Criterion = {
  id: 'initial.no-public-internet',
  stage: 'initial',
  title: 'Nothing has public internet access',
  why: 'Training data must not be able to leave over the internet, and nothing unchecked must come in.',
  source:
    'sagemaker:DescribeDomain AppNetworkAccessType, sagemaker:DescribeNotebookInstance DirectInternetAccess',
  judge: evidence =>
    judgeSecurity(
      evidence,
      {
        met: 'Every Studio domain and notebook instance is reachable through its VPC only.',
        nothing:
          'There is no Studio domain yet, so there is nothing whose network could be judged.',
        remedy:
          'Recreate the Studio domain with AppNetworkAccessType VpcOnly, and notebook instances with DirectInternetAccess Disabled.',
      },
      ({ network }) =>
        network === 'private'
          ? { fact: 'has no public internet access', verdict: 'ok' }
          : { fact: 'has public internet access', verdict: 'bad' },
    ),
};

/** `DescribeDomain` and `DescribeNotebookInstance`: `KmsKeyId`; `kms:DescribeKey`: `KeyManager` is `CUSTOMER`. */
const customerKeys: Criterion = {
  id: 'initial.customer-managed-keys',
  stage: 'initial',
  title: 'Data is encrypted with customer-managed keys',
  why: 'With a key of your own you decide who reads the data, you can see every use of it, and you can take access away.',
  source: 'sagemaker:DescribeDomain KmsKeyId, kms:DescribeKey KeyManager',
  judge: evidence =>
    judgeSecurity(
      evidence,
      {
        met: 'Every Studio domain and notebook instance is encrypted with a customer-managed key.',
        nothing:
          'There is no Studio domain yet, so there is nothing whose encryption could be judged.',
        remedy:
          'Recreate the Studio domain or notebook instance with the customer-managed key of its account.',
      },
      ({ key }) => {
        if (!key) {
          return { fact: 'has no key of its own', verdict: 'bad' };
        }
        if (!key.manager) {
          return {
            fact: `uses key ${key.keyId}, which could not be described: ${key.unknownReason}`,
            verdict: 'unknown',
          };
        }
        return key.manager === 'CUSTOMER'
          ? {
              fact: `uses the customer-managed key ${key.keyId}`,
              verdict: 'ok',
            }
          : { fact: `uses the AWS-managed key ${key.keyId}`, verdict: 'bad' };
      },
    ),
};

/** The catalog: the owner is an entity of kind `Group`. */
const ownedByGroup: Criterion = {
  id: 'initial.owner',
  stage: 'initial',
  title: 'It is owned by a group that exists',
  why: 'Someone answers for the use case, its data and its bill, also after people change teams.',
  source: 'catalog: the entity of spec.owner',
  judge: ({ owner }) => {
    if (owner.state === 'unknown') {
      return unknown(owner.reason);
    }
    const { ref, exists } = owner.value;
    return exists
      ? {
          verdict: 'met',
          reason: `${ref} owns it.`,
          facts: [
            {
              text: `${ref} is in the catalog`,
              observedAt: owner.observedAt,
            },
          ],
        }
      : {
          verdict: 'unmet',
          reason: `The owner ${ref} is not a group in the catalog.`,
          facts: [
            {
              text: `${ref} is not in the catalog`,
              observedAt: owner.observedAt,
            },
          ],
          remedy: {
            text: 'Ask the platform team to register the group, or to hand the use case to one that exists.',
          },
        };
  },
};

/** The criteria of the stage Initial. */
export function initialCriteria(options: {
  guardRailPolicy: string;
}): Criterion[] {
  return [
    experimentationAccount,
    guardRails(options.guardRailPolicy),
    studioInService,
    noPublicInternet,
    customerKeys,
    ownedByGroup,
  ];
}
