/** How much faster than AWS the sandbox is at speed 1. */
export const PACE = 25;

/** Seconds that AWS itself takes, about. */
export const AWS_SECONDS = {
  /** An account: from the shortest to the longest. */
  createAccount: [60, 90],
  /** The roles of the baseline, after the account. */
  deployRoles: 45,
  closeAccount: 90,
  /** From asking for a product until its stack is being created. */
  startStack: 10,
  /** A stack, on top of what is in it. */
  createStack: 45,
  deleteStack: 60,
  createDomain: 150,
  deleteDomain: 60,
  createNotebook: 90,
  /** From asking for a project until its product is being provisioned. */
  launchProject: 30,
} as const;

/**
 * How long something takes in the sandbox.
 *
 * @param speed - 1 is {@link PACE} times as fast as AWS, 2 twice that
 * @returns milliseconds
 */
export function durationAt(speed: number): (awsSeconds: number) => number {
  return awsSeconds => Math.round((awsSeconds * 1000) / (PACE * speed));
}
