// Notebook instances: shared by the service and by CloudFormation, which alone makes them here.
import type {
  DescribeNotebookInstanceInput,
  DescribeNotebookInstanceOutput,
  ListNotebookInstancesInput,
  ListNotebookInstancesOutput,
} from '@aws-sdk/client-sagemaker';
import { AWS_SECONDS } from '../../durations';
import {
  lists,
  reads,
  schedule,
  type Call,
  type Context,
  type Operations,
} from '../../operation';
import type { Notebook } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { pageOf, sortBy } from './page';

/** ARN of a notebook instance. */
export function notebookArn({ region, accountId, name }: Notebook): string {
  return `arn:aws:sagemaker:${region}:${accountId}:notebook-instance/${name.toLocaleLowerCase('en-US')}`;
}

/** A new notebook instance, that is not in the state yet. */
export function newNotebook(
  { now }: Context,
  options: Omit<Notebook, 'createdAt' | 'changedAt' | 'status'>,
): Notebook {
  return { createdAt: now, changedAt: now, status: 'Pending', ...options };
}

/** Puts a new notebook instance into the state; it is in service some time later. */
export function addNotebook(context: Context, notebook: Notebook): void {
  context.state.notebooks.push(notebook);
  schedule(context, AWS_SECONDS.createNotebook, {
    kind: 'complete-notebook',
    accountId: notebook.accountId,
    notebookName: notebook.name,
  });
}

/** Brings a notebook instance into service. */
export function completeNotebook(
  { state, now }: Context,
  work: { accountId: string; notebookName: string },
): void {
  for (const notebook of state.notebooks) {
    if (
      notebook.accountId === work.accountId &&
      notebook.name === work.notebookName
    ) {
      notebook.status = 'InService';
      notebook.changedAt = now;
    }
  }
}

function ownNotebooks({ state, caller }: Call): Notebook[] {
  return state.notebooks.filter(
    ({ accountId, region }) =>
      accountId === caller.accountId && region === caller.region,
  );
}

export const notebookOperations: Operations = {
  ListNotebookInstances: lists<
    ListNotebookInstancesInput,
    ListNotebookInstancesOutput
  >((input, call) => {
    const matching = ownNotebooks(call).filter(
      ({ name, status, createdAt }) =>
        createdAt <= call.listedUntil &&
        name.includes(input.NameContains ?? '') &&
        (!input.StatusEquals || status === input.StatusEquals),
    );
    const { page, NextToken } = pageOf(
      sortBy(matching, input.SortBy, input.SortOrder),
      input,
      'ListNotebookInstances',
    );
    return {
      NotebookInstances: page.map(notebook => ({
        NotebookInstanceName: notebook.name,
        NotebookInstanceArn: notebookArn(notebook),
        NotebookInstanceStatus: notebook.status,
        InstanceType: notebook.instanceType as 'ml.t3.medium',
        CreationTime: new Date(notebook.createdAt),
        LastModifiedTime: new Date(notebook.changedAt),
      })),
      NextToken,
    };
  }),

  DescribeNotebookInstance: reads<
    DescribeNotebookInstanceInput,
    DescribeNotebookInstanceOutput
  >(({ NotebookInstanceName }, call) => {
    const notebook = ownNotebooks(call).find(
      ({ name }) => name === NotebookInstanceName,
    );
    if (!notebook) {
      throw new AwsError('ValidationException', 'RecordNotFound');
    }
    return {
      NotebookInstanceArn: notebookArn(notebook),
      NotebookInstanceName: notebook.name,
      NotebookInstanceStatus: notebook.status,
      InstanceType: notebook.instanceType as 'ml.t3.medium',
      SubnetId: notebook.subnetId,
      RoleArn: notebook.roleArn,
      KmsKeyId: notebook.kmsKeyId,
      CreationTime: new Date(notebook.createdAt),
      LastModifiedTime: new Date(notebook.changedAt),
      DirectInternetAccess: notebook.directInternetAccess
        ? 'Enabled'
        : 'Disabled',
    };
  }),
};
