/** An error as AWS answers it. */
export class AwsError extends Error {
  /**
   * @param name - the exception's name, as AWS has it
   * @param details - further members of the exception, `Reason` for one
   * @param status - the HTTP status of an exception that the service does not model
   */
  constructor(
    name: string,
    message: string,
    readonly details: Record<string, unknown> = {},
    readonly status?: number,
  ) {
    super(message);
    this.name = name;
  }
}
