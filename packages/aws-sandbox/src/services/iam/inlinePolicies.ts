// Policies that are part of a role or a user: kept, so that a set-up can be read back; not evaluated.
import { AwsError } from '../../wire/AwsError';

interface Holder {
  name: string;
  policies?: Record<string, string>;
}

/**
 * Puts a policy into a role or a user, in place of one of the same name.
 *
 * @throws AwsError MalformedPolicyDocument for what is no policy
 */
export function putPolicy(holder: Holder, name: string, document: string) {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    throw new AwsError(
      'MalformedPolicyDocument',
      'This policy contains invalid Json',
    );
  }
  if (
    typeof parsed !== 'object' ||
    parsed === null ||
    !('Statement' in parsed)
  ) {
    throw new AwsError('MalformedPolicyDocument', 'Syntax errors in policy.');
  }
  holder.policies = { ...holder.policies, [name]: document };
}

/** A policy of a role or a user, as IAM answers it: percent-encoded. */
export function getPolicy(holder: Holder, name: string): string {
  const document = holder.policies?.[name];
  if (document === undefined) {
    throw noSuchPolicy(holder, name);
  }
  return encodeURIComponent(document);
}

/** Takes a policy out of a role or a user. */
export function deletePolicy(holder: Holder, name: string): void {
  if (holder.policies?.[name] === undefined) {
    throw noSuchPolicy(holder, name);
  }
  const { [name]: _deleted, ...others } = holder.policies;
  holder.policies = others;
}

function noSuchPolicy(holder: Holder, name: string): AwsError {
  return new AwsError(
    'NoSuchEntity',
    `The policy with name ${name} of ${holder.name} cannot be found.`,
  );
}
