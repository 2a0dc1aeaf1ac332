import type { State } from '../../state/model';
import { experimentArn, trialArn, trialComponentArn } from './experiments';
import { modelCardArn } from './modelCards';
import { modelPackageGroupArn } from './modelPackageGroups';
import { pipelineArn } from './pipelineArns';
import { trackingServerArn } from './trackingServers';

/** Whether there is something to build models with under an ARN, that can have tags. */
export function isModelBuildingArn(state: State, arn: string): boolean {
  return (
    state.pipelines.some(item => pipelineArn(item) === arn) ||
    state.experiments.some(item => experimentArn(item) === arn) ||
    state.trials.some(item => trialArn(item) === arn) ||
    state.trialComponents.some(item => trialComponentArn(item) === arn) ||
    state.trackingServers.some(item => trackingServerArn(item) === arn) ||
    state.modelPackageGroups.some(item => modelPackageGroupArn(item) === arn) ||
    state.modelCards.some(item => modelCardArn(item) === arn)
  );
}
