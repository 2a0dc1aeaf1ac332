// The recording run: which calls the making of a use case consists of.
import type { AwsCall } from '../wire/awsCall';
import type { NamedCall } from '../wire/callName';
import type { Stage } from '../stage';

/** The session under which evidence is collected, which is no part of a task. */
const EVIDENCE_SESSION = 'mlops-portal';

/** Whether a call is made by a task. The collecting of evidence is not: it only reads, and is repeated on a schedule. */
export function isOfTask({ caller }: AwsCall): boolean {
  return caller.session !== EVIDENCE_SESSION;
}

/** The distinct calls of a task among all calls, in the order in which they first came. */
export async function distinctCalls(
  stage: Stage,
  calls: AwsCall[],
  useCase: string,
): Promise<NamedCall[]> {
  const distinct = new Map<string, NamedCall>();
  for (const call of calls.filter(isOfTask)) {
    const named = await stage.nameOf(call, useCase);
    distinct.set(named.key, distinct.get(named.key) ?? named);
  }
  return [...distinct.values()];
}
