// Who works on the use cases: people of the example organization's catalog.
import type { Context } from '../operation';
import { serviceIdentity } from '../services/sageMaker/userContext';
import type { Identity } from '../state/modelBuilding';

/** Of each team, who trains its models and who answers for them. */
const TEAMS: Record<string, { trains: string; reviews: string }> = {
  'customer-intelligence': { trains: 'jonas', reviews: 'amara' },
  marketing: { trains: 'kwame', reviews: 'elena' },
  pricing: { trains: 'sofia', reviews: 'mei' },
  risk: { trains: 'tomas', reviews: 'hannah' },
  'supply-chain': { trains: 'lars', reviews: 'priya' },
};

/**
 * A person of a team at work in Studio of an account: a session of Studio's
 * role, with the person as its source identity.
 */
export function personOf(
  { state }: Pick<Context, 'state'>,
  team: string,
  task: 'trains' | 'reviews',
  accountId: string,
): Identity {
  const studio = state.domains.find(domain => domain.accountId === accountId);
  const role =
    studio?.executionRole ?? `arn:aws:iam::${accountId}:role/studio-execution`;
  return {
    ...serviceIdentity(accountId, role, 'SageMaker'),
    sourceIdentity: TEAMS[team][task],
  };
}
