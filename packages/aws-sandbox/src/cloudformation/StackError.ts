/** Why a stack could not be created, in CloudFormation's words. */
export class StackError extends Error {
  /**
   * @param logicalId - the resource that failed; absent when it is about the stack
   */
  constructor(
    message: string,
    options?: ErrorOptions,
    readonly logicalId?: string,
  ) {
    super(message, options);
  }
}
