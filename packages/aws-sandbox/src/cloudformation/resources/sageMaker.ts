import { AWS_SECONDS } from '../../durations';
import { newId } from '../../ids';
import type { Context } from '../../operation';
import {
  addDomain,
  domainArn,
  domainUrl,
  newDomain,
  startDomainDeletion,
} from '../../services/sageMaker/domains';
import {
  addNotebook,
  newNotebook,
  notebookArn,
} from '../../services/sageMaker/notebooks';
import type { Domain, State, Work } from '../../state/model';
import {
  change,
  optional,
  record,
  required,
  strings,
  without,
  type ResourceType,
} from './ResourceType';

function domainOf({ state }: Context, id: string): Domain | undefined {
  return state.domains.find(domain => domain.id === id);
}

/** Forgets work on something that is not there after all. */
function dropWork(state: State, isAbout: (work: Work) => boolean): void {
  state.work = state.work.filter(work => !isAbout(work));
}

/** AWS::SageMaker::Domain */
export const domain: ResourceType = {
  create(context, { accountId, region }, logicalId, properties) {
    const need = (name: string) => required(properties, logicalId, name);
    const settings = record(properties, 'DefaultUserSettings');
    const made = newDomain(context, {
      accountId,
      region,
      name: need('DomainName'),
      authMode: need('AuthMode') === 'SSO' ? 'SSO' : 'IAM',
      networkAccess:
        optional(properties, 'AppNetworkAccessType') === 'VpcOnly'
          ? 'VpcOnly'
          : 'PublicInternetOnly',
      kmsKeyId: optional(properties, 'KmsKeyId'),
      vpcId: optional(properties, 'VpcId'),
      subnetIds: strings(properties, 'SubnetIds'),
      executionRole: optional(settings, 'ExecutionRole'),
    });
    addDomain(context, made);
    const { state } = context;
    return {
      physicalId: made.id,
      arn: domainArn(made),
      awsSeconds: AWS_SECONDS.createDomain,
      undo() {
        without(state.domains, made);
        dropWork(
          state,
          work => work.kind === 'complete-domain' && work.domainId === made.id,
        );
      },
    };
  },
  update(context, _place, physicalId, properties, logicalId) {
    const found = domainOf(context, physicalId);
    // SageMaker changes neither name nor key of a domain that is there.
    if (
      !found ||
      found.name !== required(properties, logicalId, 'DomainName') ||
      found.kmsKeyId !== optional(properties, 'KmsKeyId') ||
      found.vpcId !== optional(properties, 'VpcId')
    ) {
      return undefined;
    }
    const settings = record(properties, 'DefaultUserSettings');
    return {
      physicalId,
      arn: domainArn(found),
      undo: change(found, {
        changedAt: context.now,
        subnetIds: strings(properties, 'SubnetIds'),
        executionRole: optional(settings, 'ExecutionRole'),
        networkAccess:
          optional(properties, 'AppNetworkAccessType') === 'VpcOnly'
            ? 'VpcOnly'
            : 'PublicInternetOnly',
      }),
    };
  },
  remove(context, _place, physicalId) {
    const found = domainOf(context, physicalId);
    if (found && found.status !== 'Deleting') {
      startDomainDeletion(context, found);
    }
  },
  attributes(context, { accountId, region }, id) {
    return {
      DomainId: id,
      DomainArn: domainArn({ accountId, region, id }),
      Url: domainUrl({ region, id }),
      HomeEfsFileSystemId: domainOf(context, id)?.fileSystemId ?? '',
    };
  },
};

/** AWS::SageMaker::NotebookInstance */
export const notebook: ResourceType = {
  create(context, { accountId, region }, logicalId, properties) {
    const made = newNotebook(context, {
      accountId,
      region,
      name:
        optional(properties, 'NotebookInstanceName') ??
        `${logicalId}-${newId(context.state, 12)}`,
      instanceType: required(properties, logicalId, 'InstanceType'),
      roleArn: required(properties, logicalId, 'RoleArn'),
      kmsKeyId: optional(properties, 'KmsKeyId'),
      subnetId: optional(properties, 'SubnetId'),
      directInternetAccess:
        optional(properties, 'DirectInternetAccess') !== 'Disabled',
    });
    addNotebook(context, made);
    const { state } = context;
    return {
      physicalId: notebookArn(made),
      arn: notebookArn(made),
      awsSeconds: AWS_SECONDS.createNotebook,
      undo() {
        without(state.notebooks, made);
        dropWork(
          state,
          work =>
            work.kind === 'complete-notebook' &&
            work.accountId === accountId &&
            work.notebookName === made.name,
        );
      },
    };
  },
  remove({ state }, _place, physicalId) {
    state.notebooks = state.notebooks.filter(
      candidate => notebookArn(candidate) !== physicalId,
    );
  },
  attributes: ({ state }, _place, physicalId) => ({
    NotebookInstanceName:
      state.notebooks.find(candidate => notebookArn(candidate) === physicalId)
        ?.name ?? '',
  }),
};
