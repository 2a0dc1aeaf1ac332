/** How much faster than AWS the sandbox is at speed 1. */
export const PACE = 25;

/** Seconds that AWS itself takes, about. */
export const AWS_SECONDS = {
  /** An account: from the shortest to the longest. */
  createAccount: [60, 90],
  closeAccount: 90,
  /** What Control Tower does with an account: its landing zone's stacks and controls. */
  enrollAccount: 600,
  /** What it does when an account moves to another unit, or is let go. */
  updateAccount: 300,
  /** From asking for a product until its stack is being created. */
  startStack: 10,
  /** From asking CloudFormation for a stack until it works on it. */
  beginStack: 2,
  /** A stack, on top of what is in it. */
  createStack: 45,
  rollbackStack: 5,
  deleteStack: 60,
  createChangeSet: 5,
  /** From an account's move until StackSets work on it. */
  noticeMove: 30,
  /** From asking for an operation of a StackSet until it runs. */
  beginStackSetOperation: 10,
  /** A stack of a StackSet, on top of what is in it. */
  createStackInstance: 15,
  /** An endpoint of a VPC. */
  createEndpoint: 105,
  createDomain: 150,
  deleteDomain: 60,
  createNotebook: 90,
  /** An endpoint of SageMaker, until it serves. */
  deployModel: 240,
  deleteEndpoint: 30,
  /** From asking for a monitoring schedule until it is scheduled. */
  activateSchedule: 30,
  /** From an execution of a monitoring schedule until its processing job runs. */
  startProcessingJob: 30,
  /** A processing job that compares captured data with its baseline. */
  monitor: 300,
  /** From starting a step of a SageMaker pipeline until it executes. */
  startPipelineStep: 15,
  /** A step that runs no job. */
  runPipelineStep: 5,
  runProcessingJob: 180,
  runTrainingJob: 300,
  runTuningJob: 900,
  runTransformJob: 240,
  stopPipelineExecution: 30,
  /** An MLflow tracking server. */
  createTrackingServer: 1500,
  startTrackingServer: 600,
  stopTrackingServer: 300,
  deleteTrackingServer: 300,
  /** From sharing something until it is shared. */
  share: 10,
  /** An action of a CI/CD pipeline, by its category; an approval waits for somebody. */
  deliveryAction: {
    Source: 10,
    Build: 300,
    Test: 300,
    Compute: 60,
    Invoke: 30,
    Deploy: 180,
  },
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
