/** Why a stack could not be created, in CloudFormation's words. */
export class StackError extends Error {}
