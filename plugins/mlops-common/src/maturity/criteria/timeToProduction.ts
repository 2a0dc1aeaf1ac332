import { daysBetween, inWords } from '../moment';
import { firstInProductionAt, servingInProduction } from '../production';
import type { Criterion } from '../types';
import { unknown } from './accounts';
import { approvedInProd } from './endpoints';

/** The portal's own record of the registration, and when an approved version first served in prod: `DescribeEndpoint` `LastModifiedTime`. */
export function timeToProduction(targetDays: number): Criterion {
  return {
    id: 'scalable.time-to-production',
    stage: 'scalable',
    title: 'From idea to production within the target',
    why: 'An idea is worth most while it is new; the time until it serves shows how well everything before it works together.',
    source:
      'registration in the portal; sagemaker:DescribeEndpoint LastModifiedTime of an endpoint in prod that serves an approved version',
    judge: evidence => {
      const first = firstInProductionAt(evidence);
      if (!first) {
        const today = approvedInProd.judge(evidence);
        return today.verdict === 'met'
          ? unknown(
              'It could not be seen since when the approved version serves.',
              today.facts,
            )
          : today;
      }
      const days = daysBetween(evidence.registeredAt, first);
      const facts = [
        { text: `It was registered at ${inWords(evidence.registeredAt)}` },
        {
          text: `An approved version first served in prod at ${inWords(first)}`,
          arn: servingInProduction(evidence).find(
            ({ since }) => since === first,
          )?.endpointArn,
        },
      ];
      const took = `It took ${days} days from registration to production; the target is ${targetDays}.`;
      return days <= targetDays
        ? { verdict: 'met', reason: took, facts }
        : {
            verdict: 'unmet',
            reason: took,
            facts,
            remedy: {
              text: 'What is past cannot be mended: find out in the history which stage took long, and have the criterion waived with that as the reason.',
            },
          };
    },
  };
}
