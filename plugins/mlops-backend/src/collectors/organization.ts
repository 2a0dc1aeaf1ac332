// IAM actions: organizations:ListAccounts, ListAccountsForParent, ListRoots, ListParents,
// DescribeOrganizationalUnit, ListPoliciesForTarget, ListTagsForResource.
import {
  DescribeOrganizationalUnitCommand,
  ListParentsCommand,
  ListRootsCommand,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListPoliciesForTarget,
  paginateListTagsForResource,
  type Account,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  ACCOUNT_TAGS,
  ENVIRONMENTS,
  environmentSchema,
  useCaseRegistrationSchema,
  type Environment,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { AccountRecord } from '../database/AccountStore';

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
const TAGS_MAX_AGE = 60 * 60_000;

async function listAll<TPage, TItem>(
  pages: AsyncIterable<TPage>,
  itemsOf: (page: TPage) => TItem[] | undefined,
): Promise<TItem[]> {
  const items: TItem[] = [];
  for await (const page of pages) {
    items.push(...(itemsOf(page) ?? []));
  }
  return items;
}

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

/** Reads roots and organizational units once each, with the policies they inherit. */
function createParentReader(client: OrganizationsClient) {
  const known = new Map<string, Promise<Parent>>();

  async function readRoot(): Promise<Parent> {
    const { Roots } = await client.send(new ListRootsCommand({}));
    const root = Roots?.[0];
    if (!root?.Id) {
      throw new Error('AWS Organizations lists no root.');
    }
    return {
      id: root.Id,
      name: root.Name ?? root.Id,
      serviceControlPolicies: await policiesOf(client, root.Id),
    };
  }

  async function readUnit(id: string): Promise<Parent> {
    const [{ OrganizationalUnit }, own, above] = await Promise.all([
      client.send(
        new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id }),
      ),
      policiesOf(client, id),
      parentOf(id),
    ]);
    return {
      id,
      name: OrganizationalUnit?.Name ?? id,
      serviceControlPolicies: [
        ...new Set([...own, ...above.serviceControlPolicies]),
      ].sort(),
    };
  }

  /** The parent of an account or of an organizational unit. */
  async function parentOf(childId: string): Promise<Parent> {
    const { Parents } = await client.send(
      new ListParentsCommand({ ChildId: childId }),
    );
    const parentId = Parents?.[0]?.Id;
    if (!parentId) {
      throw new Error(`AWS Organizations lists no parent of ${childId}.`);
    }
    return read(parentId);
  }

  function read(id: string): Promise<Parent> {
    const reading =
      known.get(id) ?? (id.startsWith('r-') ? readRoot() : readUnit(id));
    known.set(id, reading);
    return reading;
  }

  return { read, parentOf };
}

/**
 * Reads every account of the organization: `ListAccounts`, the organizational
 * units of the environments with `ListAccountsForParent`, the policies on them,
 * and the tags of accounts not seen before, not read for an hour, or named in
 * `freshTags`. Tags that say nothing the portal understands count as absent.
 *
 * @param known - what was seen the last time, by account id
 * @param freshTags - whether the tags of an account have to be read again
 * @throws the SDK's exceptions
 */
export async function collectOrganization(options: {
  client: OrganizationsClient;
  organizationalUnits: Record<Environment, string>;
  known: Map<string, AccountRecord>;
  freshTags: (account: { email: string; useCase?: string }) => boolean;
  now: Date;
}): Promise<AccountRecord[]> {
  const { client, organizationalUnits, known, freshTags, now } = options;
  const parents = createParentReader(client);
  const placed = new Map<string, Parent>();
  await Promise.all(
    [...new Set(ENVIRONMENTS.map(name => organizationalUnits[name]))].map(
      async ParentId => {
        const [parent, members] = await Promise.all([
          parents.read(ParentId),
          listAll(
            paginateListAccountsForParent({ client }, { ParentId }),
            page => page.Accounts,
          ),
        ]);
        for (const { Id } of members) {
          if (Id) {
            placed.set(Id, parent);
          }
        }
      },
    ),
  );

  async function describe(account: Account): Promise<AccountRecord> {
    const accountId = account.Id ?? '';
    const email = account.Email ?? '';
    const before = known.get(accountId);
    const keepsTags =
      before?.tagsReadAt !== undefined &&
      now.getTime() - Date.parse(before.tagsReadAt) < TAGS_MAX_AGE &&
      !freshTags({ email, useCase: before.useCase });
    const tags: AccountTags = keepsTags
      ? before
      : await readTags(client, accountId);
    const parent =
      placed.get(accountId) ??
      (tags.useCase ? await parents.parentOf(accountId) : undefined);
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
      organizationalUnit: parent && { id: parent.id, name: parent.name },
      serviceControlPolicies: parent?.serviceControlPolicies ?? [],
      observedAt: now.toISOString(),
      tagsReadAt: keepsTags ? before.tagsReadAt : now.toISOString(),
    };
  }

  const records: AccountRecord[] = [];
  for await (const page of paginateListAccounts({ client }, {})) {
    records.push(...(await Promise.all((page.Accounts ?? []).map(describe))));
  }
  return records;
}
