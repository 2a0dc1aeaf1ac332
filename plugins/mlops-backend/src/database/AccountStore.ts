import type {
  AccountsQuery,
  AccountSummary,
  Environment,
  Page,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Knex } from 'knex';
import { inBatches } from './batches';
import { readPage, type SortableRow } from './keysetPage';
import { asOwners, searchText, whereSearchText } from './searchText';

/** An account of the organization; of a use case when its tags say so. */
export interface AccountRecord {
  accountId: string;
  name: string;
  email: string;
  arn: string;
  status: string;
  joinedAt?: string;
  useCase?: string;
  environment?: Environment;
  /** Entity reference from the tag `mlops:owner`. */
  owner?: string;
  organizationalUnit?: { id: string; name: string };
  serviceControlPolicies: string[];
  /** When it was first seen to be so. */
  observedAt: string;
  /** When its tags were read: the use case, environment and owner. */
  tagsReadAt?: string;
}

interface AccountRow {
  account_id: string;
  name: string;
  email: string;
  arn: string;
  status: string;
  joined_at: string | null;
  use_case: string | null;
  environment: Environment | null;
  owner: string | null;
  organizational_unit_id: string | null;
  organizational_unit_name: string | null;
  service_control_policies: string;
  observed_at: string;
  tags_read_at: string | null;
  search_text: string;
}

function toRow(account: AccountRecord): AccountRow {
  return {
    account_id: account.accountId,
    name: account.name,
    email: account.email,
    arn: account.arn,
    status: account.status,
    joined_at: account.joinedAt ?? null,
    use_case: account.useCase ?? null,
    environment: account.environment ?? null,
    owner: account.owner ?? null,
    organizational_unit_id: account.organizationalUnit?.id ?? null,
    organizational_unit_name: account.organizationalUnit?.name ?? null,
    service_control_policies: JSON.stringify(account.serviceControlPolicies),
    observed_at: account.observedAt,
    tags_read_at: account.tagsReadAt ?? null,
    search_text: searchText(
      account.name,
      account.accountId,
      account.email,
      account.organizationalUnit?.name,
    ),
  };
}

function toRecord(row: AccountRow): AccountRecord {
  return {
    accountId: row.account_id,
    name: row.name,
    email: row.email,
    arn: row.arn,
    status: row.status,
    joinedAt: row.joined_at ?? undefined,
    useCase: row.use_case ?? undefined,
    environment: row.environment ?? undefined,
    owner: row.owner ?? undefined,
    organizationalUnit:
      row.organizational_unit_id === null
        ? undefined
        : {
            id: row.organizational_unit_id,
            name: row.organizational_unit_name ?? row.organizational_unit_id,
          },
    serviceControlPolicies: JSON.parse(row.service_control_policies),
    observedAt: row.observed_at,
    tagsReadAt: row.tags_read_at ?? undefined,
  };
}

/** All of a row but when it was written, to compare. */
function contentOf({ observed_at, ...content }: AccountRow): string {
  return JSON.stringify(
    Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The accounts of the organization, as last seen. */
export class AccountStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** All accounts, by id. */
  async all(): Promise<Map<string, AccountRecord>> {
    const rows = await this.#knex<AccountRow>('accounts').orderBy('account_id');
    return new Map(rows.map(row => [row.account_id, toRecord(row)]));
  }

  /** The account of this id; undefined when there is none. */
  async get(accountId: string): Promise<AccountRecord | undefined> {
    const row = await this.#knex<AccountRow>('accounts')
      .where({ account_id: accountId })
      .first();
    return row && toRecord(row);
  }

  /** The accounts of a use case. */
  async ofUseCase(useCase: string): Promise<AccountRecord[]> {
    const rows = await this.#knex<AccountRow>('accounts')
      .where({ use_case: useCase })
      .orderBy('account_id');
    return rows.map(toRecord);
  }

  /**
   * Puts what was seen in place of what was known; what is the same is not
   * written. What another reading has seen since stays: two may run at once, and
   * the one that began first may end last.
   *
   * @param observedAt - when the reading began, as in each of the accounts
   */
  async replaceAll(
    accounts: AccountRecord[],
    observedAt: string,
  ): Promise<void> {
    const known = await this.#knex<AccountRow>('accounts');
    const before = new Map(known.map(row => [row.account_id, contentOf(row)]));
    // In order, so that two transactions cannot wait for each other.
    const changed = accounts
      .map(toRow)
      .filter(row => before.get(row.account_id) !== contentOf(row))
      .sort((a, b) => Number(a.account_id) - Number(b.account_id));
    const seen = new Set(accounts.map(({ accountId }) => accountId));
    const gone = [...before.keys()].filter(id => !seen.has(id)).sort();
    if (changed.length + gone.length === 0) {
      return;
    }
    await this.#knex.transaction(async trx => {
      for (const batch of inBatches(changed)) {
        await trx<AccountRow>('accounts')
          .insert(batch)
          .onConflict('account_id')
          .merge()
          .where('accounts.observed_at', '<=', observedAt);
      }
      for (const batch of inBatches(gone)) {
        await trx<AccountRow>('accounts')
          .whereIn('account_id', batch)
          .where('observed_at', '<', observedAt)
          .delete();
      }
    });
  }

  /** One page of the accounts that belong to use cases. */
  async list(query: AccountsQuery): Promise<Page<AccountSummary>> {
    const withUseCase = () =>
      this.#knex('accounts').leftJoin(
        'use_cases',
        'use_cases.name',
        'accounts.use_case',
      );
    const matching = withUseCase()
      .whereNotNull('accounts.use_case')
      .whereNotNull('accounts.environment');
    if (query.owner) {
      matching.whereIn('use_cases.owner', asOwners(query.owner));
    }
    if (query.useCase) {
      matching.where('accounts.use_case', query.useCase);
    }
    if (query.environment) {
      matching.where('accounts.environment', query.environment);
    }
    if (query.q) {
      whereSearchText(matching, query.q, 'accounts.search_text');
    }
    const page = await readPage<
      AccountRow &
        SortableRow & {
          use_case: string;
          environment: Environment;
          use_case_owner: string | null;
        }
    >({
      knex: this.#knex,
      matching,
      rows: withUseCase().select('accounts.*', {
        use_case_owner: 'use_cases.owner',
      }),
      sort: { by: 'name', expression: 'accounts.name', type: 'string' },
      key: 'accounts.account_id',
      order: query.order,
      limit: query.limit,
      cursor: query.cursor,
    });
    return {
      ...page,
      items: page.items.map(row => {
        const { serviceControlPolicies, owner, tagsReadAt, ...account } =
          toRecord(row);
        return {
          ...account,
          useCase: row.use_case,
          environment: row.environment,
          owner: row.use_case_owner ?? owner,
        };
      }),
    };
  }
}
