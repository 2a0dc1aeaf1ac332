// Under which names the catalog shows what AWS has. AWS's own names are freer than the catalog's, and not unique.
import { ENVIRONMENTS } from './environment';
import type { AccountEvidence } from './evidence';
import { accountName } from './naming';

/** The longest `metadata.name` the catalog takes. */
const MAX_LENGTH = 63;

const VALID_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** How the names of account entities end: those of templates, which are resources as well, must not. */
const ACCOUNT_NAME_END = new RegExp(
  `-(${ENVIRONMENTS.join('|')})(-\\d{12})?$`,
  'i',
);

/** `<name>-<id>`, with what the catalog does not take left out; the id stays whole. */
function withId(name: string, id: string): string {
  const fit = name
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, MAX_LENGTH - id.length - 1)
    .replace(/[^A-Za-z0-9]+$/, '');
  return fit ? `${fit}-${id}` : id;
}

/**
 * The entity names of the accounts of a use case, by account id: an account has
 * its own name when that is the one the portal gives, and its id besides when it
 * has another or shares it, as a closed account does with its successor.
 */
export function accountEntityNames(
  useCase: string,
  accounts: readonly AccountEvidence[],
): Map<string, string> {
  const owners = new Map<string, AccountEvidence>();
  for (const account of accounts) {
    const other = owners.get(account.name);
    if (!other || (other.status !== 'ACTIVE' && account.status === 'ACTIVE')) {
      owners.set(account.name, account);
    }
  }
  return new Map(
    accounts.map(account => {
      const plain = accountName(useCase, account.environment);
      return [
        account.accountId,
        account.name === plain && owners.get(plain) === account
          ? plain
          : withId(plain, account.accountId),
      ];
    }),
  );
}

/** The entity name of a SageMaker project; project names are unique only in their account. */
export function projectEntityName(project: {
  name: string;
  projectId: string;
}): string {
  return withId(project.name, project.projectId);
}

/** The entity name of a registered model; names of model package groups are unique only in their account. */
export function modelEntityName(model: {
  group: string;
  accountId: string;
}): string {
  return withId(model.group, `model-${model.accountId}`);
}

/** The entity name of a library template: the name of the product where the catalog takes it, and the product's id besides where not. */
export function templateEntityName(template: {
  name: string;
  productId: string;
}): string {
  const { name, productId } = template;
  return name.length <= MAX_LENGTH &&
    VALID_NAME.test(name) &&
    !ACCOUNT_NAME_END.test(name)
    ? name
    : withId(name, productId);
}
