import type { Criterion } from '../types';
import { initialCriteria } from './initial';
import { repeatableCriteria } from './repeatable';

/** All criteria the portal judges by, lowest stage first. */
export function defaultCriteria(options: {
  /** Name of the service control policy that guards ML accounts, `mlops.accounts.guardRailPolicy`. */
  guardRailPolicy: string;
}): Criterion[] {
  return [...initialCriteria(options), ...repeatableCriteria()];
}
