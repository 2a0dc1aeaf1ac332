import type { KeyEvidence } from '../../evidence';
import type { Verdict } from '../types';

/** What a key says of encryption with a customer-managed key. */
export function lookAtKey(key: KeyEvidence | undefined): {
  says: string;
  verdict: Verdict;
} {
  if (!key) {
    return { says: 'has no key of its own', verdict: 'unmet' };
  }
  if (!key.manager) {
    return {
      says: `uses key ${key.keyId}, which could not be described: ${key.unknownReason}`,
      verdict: 'unknown',
    };
  }
  return key.manager === 'CUSTOMER'
    ? { says: `uses the customer-managed key ${key.keyId}`, verdict: 'met' }
    : { says: `uses the AWS-managed key ${key.keyId}`, verdict: 'unmet' };
}
