import type { Caller, Operation } from '../operation';
import type { Service } from '../services/Service';
import type { State } from '../state/model';
import { withKey } from '../state/withKey';
import { AwsError } from '../wire/AwsError';

/**
 * Refuses what IAM would: anything to a principal of an account that is closed,
 * and changes to a role that may only read.
 *
 * @throws AwsError
 */
export function authorize(
  service: Service,
  operation: { name: string; kind: Operation['kind'] },
  state: State,
  caller: Caller,
): void {
  const action = `${service.signingName}:${operation.name}`;
  const refused = (because: string) =>
    new AwsError(
      ['awsQuery', 'restXml'].includes(service.protocol)
        ? 'AccessDenied'
        : 'AccessDeniedException',
      `User: ${caller.arn} is not authorized to perform: ${action} because ${because}`,
      {},
      403,
    );
  const [account] = withKey(state.accounts, 'id', caller.accountId);
  if (account?.state !== 'ACTIVE') {
    throw refused('the account is closed');
  }
  if (
    operation.kind === 'write' &&
    caller.role &&
    state.organization.readOnlyRoles.includes(caller.role)
  ) {
    throw refused(`no identity-based policy allows the ${action} action`);
  }
  service.authorize?.(state, caller, operation.name);
}
