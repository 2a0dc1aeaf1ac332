import { parseEntityRef } from '@backstage/catalog-model';
import { createHash } from 'node:crypto';

/** The most characters that AWS takes for a source identity. */
const MAX_LENGTH = 64;

/** Stands for a task that no person began. */
const NOBODY = 'mlops-portal';

/**
 * Writes a Backstage user as the `SourceIdentity` of an AWS session (2 to 64
 * letters, digits and `+=,.@-_`), so that CloudTrail names the person:
 * `user:default/amara` is `amara`, `user:partners/amara` is `amara@partners`. A
 * name that is too long keeps its beginning and ends with a hash of the whole.
 *
 * @param userRef - entity reference of the user; the portal itself when absent
 */
export function sourceIdentityOf(userRef: string | undefined): string {
  if (!userRef) {
    return NOBODY;
  }
  const { namespace, name } = parseEntityRef(userRef, {
    defaultKind: 'user',
    defaultNamespace: 'default',
  });
  const whole = (namespace === 'default' ? name : `${name}@${namespace}`)
    .replace(/[^\w+=,.@-]/g, '_')
    .padEnd(2, '_');
  if (whole.length <= MAX_LENGTH) {
    return whole;
  }
  const hash = createHash('sha256').update(userRef).digest('hex').slice(0, 12);
  return `${whole.slice(0, MAX_LENGTH - hash.length - 1)}=${hash}`;
}
