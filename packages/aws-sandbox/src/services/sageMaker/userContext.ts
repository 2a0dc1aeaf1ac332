// Who did something, as SageMaker tells of it.
import type { UserContext } from '@aws-sdk/client-sagemaker';
import type { Caller } from '../../operation';
import type { Identity } from '../../state/modelBuilding';

/** The caller, as the state keeps it. */
export function identityOf({ arn, userId, session }: Caller): Identity {
  return {
    arn,
    principalId: userId,
    ...(session?.sourceIdentity && { sourceIdentity: session.sourceIdentity }),
  };
}

/**
 * A session of a role that an AWS service assumed.
 *
 * @param sessionName - the name that the service gives it: `SageMaker`
 */
export function serviceIdentity(
  accountId: string,
  roleArn: string,
  sessionName: string,
): Identity {
  const role = roleArn.split('/').at(-1) ?? sessionName;
  return {
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`,
    principalId: `${role}:${sessionName}`,
  };
}

/** What SageMaker tells of who did something. */
export function toUserContext(identity: Identity): UserContext {
  return {
    IamIdentity: {
      Arn: identity.arn,
      PrincipalId: identity.principalId,
      SourceIdentity: identity.sourceIdentity,
    },
  };
}
