import type { AwsSession } from '@mlops-portal/backstage-plugin-mlops-node';

/** The session under which a task's calls stand in CloudTrail. */
export function sessionOf(ctx: { task: { id: string } }): AwsSession {
  return {
    name: `mlops-${ctx.task.id.replace(/[^\w+=,.@-]/g, '')}`.slice(0, 64),
  };
}
