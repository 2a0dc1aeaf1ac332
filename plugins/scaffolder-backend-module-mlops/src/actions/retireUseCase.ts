import { InputError, isError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  byEnvironment,
  ENVIRONMENTS,
  type UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import {
  waitUntil,
  type AwsClients,
  type MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { PATIENCE, type Patience } from '../accounts/AccountVendor';
import { createVendor } from '../accounts/createVendor';
import { listed } from '../atOnce';
import { endIfCancelled } from '../endIfCancelled';
import type { MlopsRegistryClient } from '../MlopsRegistryClient';
import { refreshEvidence } from '../refreshEvidence';
import { knownUseCase } from '../registeredUseCase';
import {
  ClosingQuotaError,
  createAccountCloser,
} from '../retirement/closeAccount';
import {
  findUseCaseAccounts,
  type UseCaseAccount,
} from '../retirement/useCaseAccounts';
import { whatGoes } from '../retirement/whatGoes';
import { sentence } from '../sentence';
import { sessionOf } from '../session';
import { examples } from './retireUseCase.examples';

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

/** How far the closure of each account is. */
type Progress = Map<UseCaseAccount, 'open' | 'closing' | 'closed'>;

/** Which accounts are closed, which are being closed, and which are left. */
function inWords(progress: Progress): string {
  const of = (state: 'open' | 'closing' | 'closed') =>
    listed(
      [...progress].flatMap(([account, now]) => (now === state ? account : [])),
    );
  return [
    of('closed') && `Closed: ${of('closed')}.`,
    of('closing') && `AWS is closing: ${of('closing')}.`,
    of('open') && `Left open: ${of('open')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function quotaSentence(now: Date): string {
  const latest = new Date(now.getTime() + THIRTY_DAYS);
  return (
    'AWS closed as many accounts of the organization in the last 30 days as its quota allows: ' +
    'a tenth of them, at least 10 and at most 1000. ' +
    'It closes more as soon as the first of those closures is 30 days old, ' +
    `which is by ${latest.toISOString().slice(0, 10)} at the latest: retry then.`
  );
}

function isConflict(error: unknown): boolean {
  return (
    isError(error) && error.name === 'ResponseError' && error.statusCode === 409
  );
}

/**
 * The action `mlops:use-case:retire`: closes the AWS accounts of a use case, as
 * fast as AWS's quotas allow, and takes the use case out of service. Its history
 * stays.
 *
 * In this order, so that a crash anywhere leaves what a second run finishes:
 * the registry notes that the retirement began, from which moment nothing is
 * added; the accounts are closed; those that came meanwhile are, too; the
 * registry notes that it is complete, which it refuses while AWS has an open one.
 *
 * @param options.patience - how long to wait for what AWS does late
 */
export function createRetireUseCaseAction(options: {
  registry: MlopsRegistryClient;
  aws: AwsClients;
  mlops: MlopsConfig;
  patience?: Pick<Patience, 'busyMs'>;
  now?: () => Date;
}) {
  const {
    registry,
    aws,
    mlops,
    patience: { busyMs } = PATIENCE,
    now = () => new Date(),
  } = options;

  return createTemplateAction({
    id: 'mlops:use-case:retire',
    description:
      'Closes the AWS accounts of a use case and takes it out of service; its history stays',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        useCase: z =>
          z.string({ description: 'Name of a registered use case' }),
        confirmation: z =>
          z.string({
            description:
              'The name once more, exactly: nothing is done without it',
          }),
      },
      output: {
        closedAccounts: z =>
          z
            .array(
              z.object({
                environment: z.enum(ENVIRONMENTS),
                accountId: z.string(),
              }),
            )
            .describe(
              'The accounts of the use case, all of which are closed, in the order of the environments',
            ),
      },
    },
    async handler(ctx) {
      const { useCase: name, confirmation } = ctx.input;
      const { logger, signal } = ctx;
      if (confirmation !== name) {
        throw new InputError(
          `confirmation: '${confirmation}' is not the name of the use case; type ${name} exactly. Nothing was done.`,
        );
      }
      if (ctx.isDryRun) {
        logger.info(
          `Dry run: would close the AWS accounts of ${name} and retire it`,
        );
        ctx.output('closedAccounts', []);
        return;
      }

      const credentials = await ctx.getInitiatorCredentials();
      // Before anything is closed: what the history keeps, and which accounts tags tell of.
      await knownUseCase(registry, name, credentials);
      await refreshEvidence({ registry, useCase: name, credentials, logger });
      const useCase = await knownUseCase(registry, name, credentials);
      const session = sessionOf(ctx);
      const client = aws.management('provisioner', session).organizations;
      const vendor = createVendor({
        aws,
        mlops,
        session,
        taskId: ctx.task.id,
      });
      const find = () =>
        findUseCaseAccounts({ client, mlops, useCase, signal });
      const closeAccount = createAccountCloser(client);
      const progress: Progress = new Map();

      async function close(account: UseCaseAccount): Promise<boolean> {
        const log = (message: string) =>
          logger.info(`${account.environment}: ${message}`);
        await vendor.release(account, { log, signal });
        return closeAccount(account, {
          log,
          onClosing: () => progress.set(account, 'closing'),
          busyMs,
          signal,
        });
      }

      /** Closes accounts, all at once, until each is closed or failed. */
      async function closeAll(
        accounts: UseCaseAccount[],
        closeOne: (account: UseCaseAccount) => Promise<boolean>,
      ): Promise<void> {
        accounts.forEach(account => progress.set(account, 'open'));
        const outcomes = await Promise.allSettled(
          accounts.map(async account => {
            if (await closeOne(account)) {
              logger.info(
                `${account.environment}: account ${account.accountId} is closed`,
              );
            }
            progress.set(account, 'closed');
          }),
        );
        endIfCancelled(
          ctx,
          () =>
            `${inWords(
              progress,
            )} Nothing is taken back; Retire use case goes on with the rest.`,
        );
        const reasons = outcomes.flatMap((outcome, index) =>
          outcome.status === 'rejected'
            ? [{ account: accounts[index], reason: outcome.reason }]
            : [],
        );
        if (reasons.length > 0) {
          const isQuota = ({ reason }: (typeof reasons)[number]) =>
            reason instanceof ClosingQuotaError;
          throw new Error(
            [
              ...reasons
                .filter(entry => !isQuota(entry))
                .map(
                  ({ account, reason }) =>
                    `${account.environment}: ${sentence(reason)}`,
                ),
              ...(reasons.some(isQuota) ? [quotaSentence(now())] : []),
              `${inWords(progress)} A retry continues with what is left.`,
            ].join('\n'),
            { cause: reasons[0].reason },
          );
        }
      }

      async function complete(): Promise<UseCase> {
        let refusal: unknown;
        try {
          return await waitUntil({
            what: `the portal to see that the accounts of ${name} are closed`,
            signal,
            timeoutMs: busyMs,
            poll: async () => {
              try {
                return await registry.retire(name, 'complete', credentials);
              } catch (error) {
                // AWS's lists may be behind.
                if (isConflict(error)) {
                  refusal = error;
                  return undefined;
                }
                throw error;
              }
            },
          });
        } catch (error) {
          signal?.throwIfAborted();
          throw new Error(
            `The accounts of ${name} are closed, but it could not be marked as retired: ${sentence(
              refusal ?? error,
            )} A retry continues here.`,
            { cause: error },
          );
        }
      }

      const accounts = await find();
      const open = accounts.filter(({ isClosed }) => !isClosed);
      for (const account of accounts.filter(({ isClosed }) => isClosed)) {
        progress.set(account, 'closed');
      }
      if (useCase.retiredAt && open.length === 0) {
        logger.info(
          `The use case ${name} was retired on ${useCase.retiredAt.slice(
            0,
            10,
          )}; nothing changed`,
        );
      } else {
        if (open.length > 0) {
          whatGoes(useCase, open).forEach(line => logger.info(line));
          logger.info(
            'AWS keeps a closed account with what is in it for 90 days, in which the platform team can have it reopened through AWS Support; then it is deleted for good',
          );
        }
        await ctx.checkpoint({
          key: 'begin',
          fn: async () => {
            await registry.retire(name, 'begin', credentials);
          },
        });
        await closeAll(open, account =>
          ctx.checkpoint({
            key: `close-${account.accountId}`,
            fn: () => close(account),
          }),
        );
        // Those that another task had begun to create, or somebody reopened since a checkpoint.
        const late = (await find()).filter(({ isClosed }) => !isClosed);
        await closeAll(
          late.map(
            account =>
              accounts.find(
                ({ accountId }) => accountId === account.accountId,
              ) ?? account,
          ),
          close,
        );
        await ctx.checkpoint({
          key: 'complete',
          fn: async () => {
            await complete();
          },
        });
        logger.info(
          `The use case ${name} is retired; its page keeps its history`,
        );
      }
      ctx.output(
        'closedAccounts',
        [...progress.keys()]
          .sort(byEnvironment)
          .map(({ environment, accountId }) => ({ environment, accountId })),
      );
    },
  });
}
