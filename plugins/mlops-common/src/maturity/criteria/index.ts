import type { Criterion } from '../types';
import { initialCriteria } from './initial';
import { reliableCriteria } from './reliable';
import { repeatableCriteria } from './repeatable';
import { scalableCriteria } from './scalable';

/** All criteria the portal judges a use case by, lowest stage first. */
export function defaultCriteria(options: {
  /** Name of the service control policy that guards ML accounts, `mlops.accounts.guardRailPolicy`. */
  guardRailPolicy: string;
  /** Within how many days an idea should be in production, `mlops.maturity.timeToProductionTarget`. */
  timeToProductionTargetDays: number;
}): Criterion[] {
  return [
    ...initialCriteria(options),
    ...repeatableCriteria(),
    ...reliableCriteria(),
    ...scalableCriteria(options),
  ];
}
