import type { AccountEvidence, TrailEvidence } from '../../evidence';
import type { Criterion } from '../types';
import { withAccounts } from './accounts';
import { judgeEvery, lookAt, type Finding } from './findings';
import { addAccount } from './remedies';

/** Judges whether a trail keeps a record of the account that nobody can alter unseen. */
function lookAtTrails(
  trails: TrailEvidence[],
  account: AccountEvidence,
): Finding {
  const validated = trails.filter(({ logFileValidation }) => logFileValidation);
  const logging = validated.find(trail => trail.logging);
  if (logging) {
    return {
      text: `Account ${account.name} is recorded in the trail ${logging.name}`,
      arn: logging.arn,
      verdict: 'met',
    };
  }
  const unread = validated.find(trail => trail.logging === undefined);
  return unread
    ? {
        text: `The status of the trail ${unread.name} of ${account.name} could not be read: ${unread.unknownReason}`,
        arn: unread.arn,
        verdict: 'unknown',
      }
    : {
        text: `Account ${account.name} is in no trail that logs and validates its files (${
          trails.map(({ name }) => name).join(', ') || 'it has none'
        })`,
        arn: account.arn,
        verdict: 'unmet',
      };
}

/** `DescribeTrails`: `LogFileValidationEnabled`; `GetTrailStatus`: `IsLogging`. */
export const auditTrail: Criterion = {
  id: 'reliable.audit-trail',
  stage: 'reliable',
  title: 'Everything done in its accounts is on record',
  why: 'Who changed what, and when, can be shown to an auditor, and a record that was altered gives itself away.',
  source:
    'cloudtrail:DescribeTrails LogFileValidationEnabled, cloudtrail:GetTrailStatus IsLogging',
  judge: evidence =>
    withAccounts(evidence, accounts =>
      judgeEvery(
        lookAt(
          accounts,
          snapshot => snapshot.trails,
          (trails, account) => [lookAtTrails(trails, account)],
        ),
        {
          met: 'Every account is in a trail that logs and validates its files.',
          none: 'There is no account in use.',
          remedy: {
            text: 'Ask the platform team to start the organization trail of AWS CloudTrail (StartLogging), with EnableLogFileValidation.',
          },
          noneRemedy: addAccount(evidence, 'experimentation'),
        },
      ),
    ),
};
