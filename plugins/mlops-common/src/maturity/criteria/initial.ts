import type { Evidence, KeyEvidence, StudioEvidence } from '../../evidence';
import type { Criterion, Fact, Judgement, Verdict } from '../types';
import {
  accountFact,
  inUse,
  judgeActiveAccount,
  missing,
  unknown,
  withAccounts,
  withEnvironment,
} from './accounts';
import { judgeEvery, judgeSome, lookAt } from './findings';
import { lookAtKey } from './keys';
import { addAccount, deployStudio, placeAccounts } from './remedies';

/** `ListAccountsForParent`: `Account.State` of the account tagged with the environment `experimentation`. */
const experimentationAccount: Criterion = {
  id: 'initial.experimentation-account',
  stage: 'initial',
  title: 'The experimentation account is active',
  why: 'Data scientists try out ideas in an account of their own, away from everything that serves customers.',
  source: 'organizations:ListAccountsForParent Account.State',
  judge: evidence => judgeActiveAccount(evidence, 'experimentation'),
};

/**
 * `ListAccountsForParent` of the units, and `ListPoliciesForTarget` of every unit above
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
      'organizations:ListAccountsForParent, organizations:ListPoliciesForTarget PolicySummary.Name',
    judge: evidence =>
      withAccounts(evidence, (all, observedAt) => {
        const accounts = inUse(all);
        if (accounts.length === 0) {
          return missing(
            'There is no account in use.',
            addAccount(evidence, 'experimentation'),
          );
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
              remedy: placeAccounts(evidence),
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
    withEnvironment(evidence, 'experimentation', accounts =>
      judgeSome(
        lookAt(
          accounts,
          snapshot => snapshot.studio,
          ({ domains }) =>
            domains.map(({ name, domainId, status, arn }) => ({
              text: `Domain ${name} (${domainId}) is ${status}`,
              arn,
              verdict: status === 'InService' ? 'met' : 'unmet',
            })),
        ),
        {
          met: 'A Studio domain is in service.',
          unmet:
            'No Studio domain in the experimentation account is in service.',
          none: 'The experimentation account has no Studio domain.',
          remedy: deployStudio(evidence, 'experimentation'),
        },
      ),
    ),
};

/** A Studio domain or a notebook instance, as far as its security goes. */
interface Workplace {
  label: string;
  arn: string;
  isPrivate: boolean;
  key?: KeyEvidence;
}

function workplaces({ domains, notebooks }: StudioEvidence): Workplace[] {
  return [
    ...domains.map(({ name, arn, networkAccess, key }) => ({
      label: `Domain ${name}`,
      arn,
      isPrivate: networkAccess === 'VpcOnly',
      key,
    })),
    ...notebooks.map(({ name, arn, directInternetAccess, key }) => ({
      label: `Notebook instance ${name}`,
      arn,
      isPrivate: !directInternetAccess,
      key,
    })),
  ];
}

/** Judges whether every Studio domain and notebook instance is as it should be. */
function judgeWorkplaces(
  evidence: Evidence,
  look: (workplace: Workplace) => { says: string; verdict: Verdict },
  words: { met: string; none: string; remedy: string },
): Judgement {
  return withAccounts(evidence, accounts =>
    judgeEvery(
      lookAt(
        accounts,
        snapshot => snapshot.studio,
        (studio, account) =>
          workplaces(studio).map(workplace => {
            const { says, verdict } = look(workplace);
            const text = `${workplace.label} in ${account.name} ${says}`;
            return { text, arn: workplace.arn, verdict };
          }),
      ),
      {
        ...words,
        remedy: { text: words.remedy },
        noneRemedy: deployStudio(evidence, 'experimentation'),
      },
    ),
  );
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
    judgeWorkplaces(
      evidence,
      ({ isPrivate }) =>
        isPrivate
          ? { says: 'has no public internet access', verdict: 'met' }
          : { says: 'has public internet access', verdict: 'unmet' },
      {
        met: 'Every Studio domain and notebook instance is reachable through its VPC only.',
        none: 'There is no Studio domain yet, so there is nothing whose network could be judged.',
        remedy:
          'Recreate the Studio domain with AppNetworkAccessType VpcOnly, and notebook instances with DirectInternetAccess Disabled.',
      },
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
    judgeWorkplaces(evidence, ({ key }) => lookAtKey(key), {
      met: 'Every Studio domain and notebook instance is encrypted with a customer-managed key.',
      none: 'There is no Studio domain yet, so there is nothing whose encryption could be judged.',
      remedy:
        'Recreate the Studio domain or notebook instance with the customer-managed key of its account.',
    }),
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
          reason: `The group ${ref} owns it.`,
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
