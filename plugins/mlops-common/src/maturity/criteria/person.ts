const SERVICE_ROLES =
  /^(AWSServiceRoleFor|AmazonSageMakerServiceCatalogProducts)/;

/** Names that AWS services give to the sessions of the roles they assume; CodePipeline's are numbers. */
const SERVICE_SESSIONS =
  /^(SageMaker|AWSCodeBuild|AWSCloudFormation|AWSLambda|CodeDeploy|StepFunctions|\d+$)/i;

/**
 * Whether who reviewed a model version is a person, as far as the name tells:
 * a source identity, a Studio user profile, an IAM user, or a role's session
 * that no AWS service is known to name like this.
 *
 * @param reviewer - a source identity, the name of a user profile, or an ARN of IAM or STS
 */
export function isPerson(reviewer: string): boolean {
  if (reviewer.endsWith('.amazonaws.com')) {
    return false;
  }
  const [, role, session] =
    /:assumed-role\/([^/]+)\/(.+)$/.exec(reviewer) ?? [];
  return (
    !role || (!SERVICE_ROLES.test(role) && !SERVICE_SESSIONS.test(session))
  );
}
