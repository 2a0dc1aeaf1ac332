import {
  DescribeAccountCommand,
  ListRootsCommand,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListPoliciesForTarget,
  paginateListTagsForResource,
  type Account,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  ACCOUNT_TAGS,
  environmentSchema,
  useCaseRegistrationSchema,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { isError } from '@backstage/errors';
import pLimit from 'p-limit';
import type { AccountRecord } from '../database/AccountStore';
import { listAll } from './listing';

/** What the reader role needs in the management account. */
export const ORGANIZATION_ACTIONS = [
  'organizations:ListRoots',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListAccountsForParent',
  'organizations:DescribeAccount',
  'organizations:ListPoliciesForTarget',
  'organizations:ListTagsForResource',
];

/** A parent of accounts: the root or an organizational unit, with the policies that hold in it. */
interface Parent {
  id: string;
  name: string;
  serviceControlPolicies: string[];
}

type AccountTags = Pick<AccountRecord, 'useCase' | 'environment' | 'owner'>;

/**
 * After how many milliseconds tags are read again: AWS tells the tags of one
 * account at a time, and they hardly ever change.
 */
const TAGS_MAX_AGE = 24 * 60 * 60_000;

/** How many parents and accounts are asked about at the same time. */
const CONCURRENCY = 4;

async function readTags(
  client: OrganizationsClient,
  accountId: string,
): Promise<AccountTags> {
  const tags = await listAll(
    paginateListTagsForResource({ client }, { ResourceId: accountId }),
    page => page.Tags,
  );
  const value = (key: string) => tags.find(tag => tag.Key === key)?.Value;
  const { name, owner } = useCaseRegistrationSchema.shape;
  return {
    useCase: name.safeParse(value(ACCOUNT_TAGS.useCase)).data,
    environment: environmentSchema.safeParse(value(ACCOUNT_TAGS.environment))
      .data,
    owner: owner.safeParse(value(ACCOUNT_TAGS.owner)).data,
  };
}

async function policiesOf(
  client: OrganizationsClient,
  targetId: string,
): Promise<string[]> {
  const policies = await listAll(
    paginateListPoliciesForTarget(
      { client },
      { TargetId: targetId, Filter: 'SERVICE_CONTROL_POLICY' },
    ),
    page => page.Policies,
  );
  return policies.flatMap(policy => policy.Name ?? []);
}

/**
 * Reads every account of the organization from the tree of its organizational
 * units, the policies on them, and the tags of accounts not seen before, not
 * read for a day, or named in `freshTags`. Tags that say nothing the portal
 * understands count as absent.
 *
 * An account that moves while the tree is read may be listed in neither of its
 * units: one that was known is asked for by its id before it counts as gone, and
 * stays where it was until the next time.
 *
 * @param known - what was seen the last time, by account id
 * @param freshTags - whether the tags of an account have to be read again
 * @throws the SDK's exceptions
 */
export async function collectOrganization(options: {
  client: OrganizationsClient;
  known: Map<string, AccountRecord>;
  freshTags: (account: { email: string; useCase?: string }) => boolean;
  now: Date;
}): Promise<AccountRecord[]> {
  const { client, known, freshTags, now } = options;
  const limit = pLimit(CONCURRENCY);

  async function describe(
    account: Account,
    parent: Parent,
  ): Promise<AccountRecord> {
    const accountId = account.Id ?? '';
    const email = account.Email ?? '';
    const before = known.get(accountId);
    const keepsTags =
      before?.tagsReadAt !== undefined &&
      now.getTime() - Date.parse(before.tagsReadAt) < TAGS_MAX_AGE &&
      !freshTags({ email, useCase: before.useCase });
    const tags: AccountTags = keepsTags
      ? before
      : await limit(() => readTags(client, accountId));
    return {
      accountId,
      name: account.Name ?? accountId,
      email,
      arn: account.Arn ?? '',
      status: account.State ?? account.Status ?? 'UNKNOWN',
      joinedAt: account.JoinedTimestamp?.toISOString(),
      useCase: tags.useCase,
      environment: tags.environment,
      owner: tags.owner,
      organizationalUnit: { id: parent.id, name: parent.name },
      serviceControlPolicies: parent.serviceControlPolicies,
      observedAt: now.toISOString(),
      tagsReadAt: keepsTags ? before.tagsReadAt : now.toISOString(),
    };
  }

  /** The accounts of a root or unit, and of all units below it. */
  async function readTree(
    parent: { id: string; name: string },
    inherited: string[],
  ): Promise<AccountRecord[]> {
    const [own, accounts, units] = await Promise.all([
      limit(() => policiesOf(client, parent.id)),
      limit(() =>
        listAll(
          paginateListAccountsForParent({ client }, { ParentId: parent.id }),
          page => page.Accounts,
        ),
      ),
      limit(() =>
        listAll(
          paginateListOrganizationalUnitsForParent(
            { client },
            { ParentId: parent.id },
          ),
          page => page.OrganizationalUnits,
        ),
      ),
    ]);
    const serviceControlPolicies = [...new Set([...own, ...inherited])].sort();
    const [described, below] = await Promise.all([
      Promise.all(
        accounts.map(account =>
          describe(account, { ...parent, serviceControlPolicies }),
        ),
      ),
      Promise.all(
        units.map(({ Id = '', Name = Id }) =>
          readTree({ id: Id, name: Name }, serviceControlPolicies),
        ),
      ),
    ]);
    return [...described, ...below.flat()];
  }

  /** An account that no unit lists: as it was known; nothing when AWS does not know it either. */
  async function missed(before: AccountRecord): Promise<AccountRecord[]> {
    try {
      const { Account: found } = await client.send(
        new DescribeAccountCommand({ AccountId: before.accountId }),
      );
      return [
        { ...before, status: found?.State ?? found?.Status ?? before.status },
      ];
    } catch (error) {
      if (isError(error) && error.name === 'AccountNotFoundException') {
        return [];
      }
      throw error;
    }
  }

  const { Roots } = await client.send(new ListRootsCommand({}));
  const root = Roots?.[0];
  if (!root?.Id) {
    throw new Error('AWS Organizations lists no root.');
  }
  const listed = new Map(
    (await readTree({ id: root.Id, name: root.Name ?? root.Id }, [])).map(
      record => [record.accountId, record],
    ),
  );
  const lost = [...known.values()].filter(
    ({ accountId }) => !listed.has(accountId),
  );
  const found = await Promise.all(
    lost.map(record => limit(() => missed(record))),
  );
  return [...listed.values(), ...found.flat()];
}
