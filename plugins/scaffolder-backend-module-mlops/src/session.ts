import {
  sourceIdentityOf,
  type AwsSession,
} from '@mlops-portal/backstage-plugin-mlops-node';

/**
 * The session under which a task's calls stand in CloudTrail: named after the
 * task, with the person who began it as source identity.
 */
export function sessionOf(ctx: {
  task: { id: string };
  user?: { ref?: string };
}): AwsSession {
  return {
    name: `mlops-${ctx.task.id.replace(/[^\w+=,.@-]/g, '')}`.slice(0, 64),
    sourceIdentity: sourceIdentityOf(ctx.user?.ref),
  };
}
