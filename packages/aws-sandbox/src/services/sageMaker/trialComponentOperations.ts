import type {
  AssociateTrialComponentRequest,
  AssociateTrialComponentResponse,
  CreateTrialComponentRequest,
  CreateTrialComponentResponse,
  ListTrialComponentsRequest,
  ListTrialComponentsResponse,
} from '@aws-sdk/client-sagemaker';
import {
  lists,
  writes,
  type Call,
  type Operations,
  type Validated,
} from '../../operation';
import type { Trial, TrialComponent } from '../../state/modelBuilding';
import { AwsError } from '../../wire/AwsError';
import { findTrial, trialArn, trialComponentArn } from './experiments';
import { isBetween, listedOf, ownedBy } from './find';
import { pageOf, sortBy } from './page';
import { toTagMap } from './tagMap';
import {
  addTrialComponent,
  associate,
  findTrialComponent,
  newTrialComponent,
} from './trialComponents';
import { identityOf, toUserContext } from './userContext';

function requireTrial(call: Call, name: string): Trial {
  const trial = findTrial(call.state, call.caller, name);
  if (!trial) {
    throw new AwsError('ResourceNotFound', `Trial '${name}' does not exist.`);
  }
  return trial;
}

function requireComponent(call: Call, name: string): TrialComponent {
  const component = findTrialComponent(call.state, call.caller, name);
  if (!component) {
    throw new AwsError(
      'ResourceNotFound',
      `Trial Component '${name}' does not exist.`,
    );
  }
  return component;
}

/** The names of the components of the trials that are asked for; undefined when all are. */
function namesIn(
  call: Call,
  input: Validated<ListTrialComponentsRequest>,
): string[] | undefined {
  if (input.TrialName) {
    return requireTrial(call, input.TrialName).components;
  }
  return input.ExperimentName
    ? ownedBy(call.state.trials, call.caller)
        .filter(({ experimentName }) => experimentName === input.ExperimentName)
        .flatMap(({ components }) => components)
    : undefined;
}

function toDate(at: number | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}

export const trialComponentOperations: Operations = {
  CreateTrialComponent: writes<
    CreateTrialComponentRequest,
    CreateTrialComponentResponse
  >((input, call) => {
    const { accountId, region } = call.caller;
    const tags = toTagMap(input.Tags);
    const component = newTrialComponent(call, {
      accountId,
      region,
      name: input.TrialComponentName,
      displayName: input.DisplayName,
      status: input.Status?.PrimaryStatus,
      statusMessage: input.Status?.Message,
      startedAt: input.StartTime?.getTime(),
      endedAt: input.EndTime?.getTime(),
      createdBy: identityOf(call.caller),
    });
    addTrialComponent(call, component);
    const arn = trialComponentArn(component);
    call.state.tags[arn] = tags;
    return { TrialComponentArn: arn };
  }),

  ListTrialComponents: lists<
    ListTrialComponentsRequest,
    ListTrialComponentsResponse
  >((input, call) => {
    const names = namesIn(call, input);
    const matching = listedOf(call.state.trialComponents, call).filter(
      ({ name, source, createdAt }) =>
        (!names || names.includes(name)) &&
        (!input.SourceArn || source?.arn === input.SourceArn) &&
        isBetween(createdAt, input.CreatedAfter, input.CreatedBefore),
    );
    const { page, NextToken } = pageOf(
      sortBy(matching, input.SortBy, input.SortOrder ?? 'Descending'),
      input,
      'ListTrialComponents',
    );
    return {
      TrialComponentSummaries: page.map(component => ({
        TrialComponentName: component.name,
        TrialComponentArn: trialComponentArn(component),
        DisplayName: component.displayName ?? component.name,
        TrialComponentSource: component.source && {
          SourceArn: component.source.arn,
          SourceType: component.source.type,
        },
        Status: component.status && {
          PrimaryStatus: component.status,
          Message: component.statusMessage,
        },
        StartTime: toDate(component.startedAt),
        EndTime: toDate(component.endedAt),
        CreationTime: new Date(component.createdAt),
        CreatedBy: toUserContext(component.createdBy),
        LastModifiedTime: new Date(component.changedAt),
      })),
      NextToken,
    };
  }),

  AssociateTrialComponent: writes<
    AssociateTrialComponentRequest,
    AssociateTrialComponentResponse
  >(({ TrialName, TrialComponentName }, call) => {
    const trial = requireTrial(call, TrialName);
    const component = requireComponent(call, TrialComponentName);
    associate(trial, component, call.now);
    return {
      TrialArn: trialArn(trial),
      TrialComponentArn: trialComponentArn(component),
    };
  }),
};
