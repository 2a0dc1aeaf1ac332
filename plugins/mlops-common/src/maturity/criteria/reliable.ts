import type { Criterion } from '../types';
import { judgeActiveAccount } from './accounts';
import { approvedByPerson } from './approval';
import { deliveryGreen } from './delivery';
import { approvedInProd, endpointSecurity, testBeforeProd } from './endpoints';
import { monitors } from './monitors';
import { biasCheck, evaluationGate, explainabilityCheck } from './pipelines';
import { auditTrail } from './trails';

/** `ListAccountsForParent`: `Account.State` of the account tagged with the environment `test`. */
const testAccount: Criterion = {
  id: 'reliable.test-account',
  stage: 'reliable',
  title: 'The test account is active',
  why: 'A model is tried out under the conditions of production, where nothing it does reaches a customer.',
  source: 'organizations:ListAccountsForParent Account.State',
  judge: evidence => judgeActiveAccount(evidence, 'test'),
};

/** `ListAccountsForParent`: `Account.State` of the account tagged with the environment `prod`. */
const prodAccount: Criterion = {
  id: 'reliable.prod-account',
  stage: 'reliable',
  title: 'The prod account is active',
  why: 'What serves customers is kept apart from everything that is still being worked on.',
  source: 'organizations:ListAccountsForParent Account.State',
  judge: evidence => judgeActiveAccount(evidence, 'prod'),
};

/** The criteria of the stage Reliable. */
export function reliableCriteria(): Criterion[] {
  return [
    testAccount,
    prodAccount,
    evaluationGate,
    biasCheck,
    explainabilityCheck,
    approvedByPerson,
    testBeforeProd,
    approvedInProd,
    ...monitors,
    deliveryGreen,
    auditTrail,
    endpointSecurity,
  ];
}
