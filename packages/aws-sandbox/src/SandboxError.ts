/** The sandbox cannot start or go on, for a reason that its user can do away with: the message says how. */
export class SandboxError extends Error {}
