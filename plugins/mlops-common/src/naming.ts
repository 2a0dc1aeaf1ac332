import type { Environment } from './environment';

/** What a use case may be called: 3 to 31 characters. Unique in the organization. */
export const USE_CASE_NAME_PATTERN = /^[a-z][a-z0-9-]{1,29}[a-z0-9]$/;

/** The longest email address AWS Organizations takes for an account (`CreateAccount`, `Email`). */
export const MAX_ACCOUNT_EMAIL_LENGTH = 64;

/** The email pattern used when `mlops.accounts.emailPattern` is not configured. */
export const DEFAULT_EMAIL_PATTERN = 'aws+{useCase}-{environment}@{domain}';

/** The words under which the portal writes down what an AWS account is for. */
export const ACCOUNT_TAGS = {
  useCase: 'mlops:use-case',
  environment: 'mlops:environment',
  owner: 'mlops:owner',
  managedBy: 'mlops:managed-by',
} as const;

/** The value of the tag {@link ACCOUNT_TAGS}`.managedBy` on accounts of the portal. */
export const MANAGED_BY = 'mlops-portal';

/** How the email addresses of accounts are made, from configuration. */
export interface EmailNaming {
  /** With `{useCase}`, `{environment}` and `{domain}` in it. */
  emailPattern: string;
  emailDomain: string;
}

/**
 * Says what is wrong with a use case name, in a sentence for the person who
 * typed it; undefined when it is right.
 */
export function useCaseNameProblem(name: string): string | undefined {
  if (name.length < 3) {
    return 'A use case name has at least 3 characters.';
  }
  if (name.length > 31) {
    return `A use case name has at most 31 characters; this one has ${name.length}.`;
  }
  if (!/^[a-z]/.test(name)) {
    return 'A use case name starts with a lowercase letter.';
  }
  if (/[^a-z0-9-]/.test(name)) {
    return 'A use case name has only lowercase letters, digits and hyphens.';
  }
  if (!USE_CASE_NAME_PATTERN.test(name)) {
    return 'A use case name ends with a lowercase letter or a digit.';
  }
  return undefined;
}

/** The name of the AWS account of a use case in an environment. */
export function accountName(useCase: string, environment: Environment): string {
  return `${useCase}-${environment}`;
}

/**
 * The email address of the AWS account of a use case in an environment: the
 * account's natural key, because `CreateAccount` refuses an address in use and
 * has no idempotency token.
 */
export function accountEmail(
  naming: EmailNaming,
  useCase: string,
  environment: Environment,
): string {
  return naming.emailPattern
    .replaceAll('{useCase}', useCase)
    .replaceAll('{environment}', environment)
    .replaceAll('{domain}', naming.emailDomain);
}

/**
 * Says what is wrong with an account's email address, in a sentence for the
 * person who chose the use case's name; undefined when it is right.
 */
export function accountEmailProblem(email: string): string | undefined {
  if (email.length > MAX_ACCOUNT_EMAIL_LENGTH) {
    return (
      `The account email ${email} has ${email.length} characters; AWS allows ` +
      `${MAX_ACCOUNT_EMAIL_LENGTH}. Choose a shorter name.`
    );
  }
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    return (
      `The account email ${email} is not an email address. The platform team ` +
      `sets it in mlops.accounts.emailPattern and mlops.accounts.emailDomain.`
    );
  }
  return undefined;
}
