import type { Criterion } from '../types';
import { automatedRetraining } from './pipelines';
import { supportedTemplate } from './projects';
import { timeToProduction } from './timeToProduction';

/** The criteria of the stage Scalable that one use case can meet. */
export function scalableCriteria(options: {
  timeToProductionTargetDays: number;
}): Criterion[] {
  return [
    supportedTemplate,
    automatedRetraining,
    timeToProduction(options.timeToProductionTargetDays),
  ];
}
