import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  accountEmail,
  accountEmailProblem,
  accountName,
  byEnvironment,
  ENVIRONMENTS,
  type Environment,
  type ProvisionedAccount,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AwsClients,
  MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { InputError } from '@backstage/errors';
import {
  PATIENCE,
  type AccountRequest,
  type Patience,
  type VendingContext,
} from '../accounts/AccountVendor';
import { createVendor } from '../accounts/createVendor';
import {
  awaitRole,
  findOrganizationalUnit,
  tagAccount,
} from '../accounts/settleAccount';
import { atOnce, failUnlessAll } from '../atOnce';
import { endIfCancelled } from '../endIfCancelled';
import type { MlopsRegistryClient } from '../MlopsRegistryClient';
import { refreshEvidence } from '../refreshEvidence';
import { registeredUseCase } from '../registeredUseCase';
import { sessionOf } from '../session';
import { examples } from './provisionAccounts.examples';

/** Stands for an account that a dry run would create. */
const NO_ACCOUNT = '000000000000';

type Provisioned = ProvisionedAccount & { changed: boolean; created: boolean };

function inEnvironments(
  accounts: ProvisionedAccount[],
): Record<string, ProvisionedAccount> {
  return Object.fromEntries(
    accounts.map(account => [account.environment, account]),
  );
}

/** What a person has to know who cancelled the task. */
function whatExists(
  environments: Environment[],
  known: Map<Environment, string>,
): string {
  const states = environments.map(environment =>
    known.has(environment)
      ? `${environment}: account ${known.get(environment)} exists`
      : `${environment}: no account yet; one that AWS was asked for it still finishes`,
  );
  return `${states.join('. ')}. Nothing is taken back; run this again to go on.`;
}

/**
 * The action `mlops:account:provision`: finds or creates the AWS account of each
 * environment, all at once, and brings it into its organizational unit with its
 * tags, until the portal's roles can be assumed in it.
 *
 * @param options.patience - how long to wait for what AWS does late
 */
export function createProvisionAccountsAction(options: {
  registry: MlopsRegistryClient;
  aws: AwsClients;
  mlops: MlopsConfig;
  patience?: Patience;
}) {
  const { registry, aws, mlops, patience = PATIENCE } = options;

  function requestFor(
    useCase: string,
    owner: string,
    environment: Environment,
  ): AccountRequest {
    const email = accountEmail(mlops.accounts, useCase, environment);
    const problem = accountEmailProblem(email);
    if (problem) {
      throw new InputError(`useCase: ${problem}`);
    }
    return {
      useCase,
      environment,
      owner,
      name: accountName(useCase, environment),
      email,
    };
  }

  return createTemplateAction({
    id: 'mlops:account:provision',
    description:
      'Finds or creates the AWS accounts of a use case, in their organizational units',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        useCase: z =>
          z.string({ description: 'Name of a registered use case' }),
        environments: z =>
          z
            .array(z.enum(ENVIRONMENTS))
            .min(1)
            .describe('Environments that get an account, all at once'),
      },
      output: {
        accounts: z =>
          z
            .array(
              z.object({
                environment: z.enum(ENVIRONMENTS),
                accountId: z.string(),
                accountArn: z.string(),
                email: z.string(),
                organizationalUnit: z.string(),
              }),
            )
            .describe('The accounts, in the order of the environments'),
        byEnvironment: z =>
          z
            .record(z.object({ accountId: z.string() }))
            .describe('The same accounts, by environment'),
        created: z =>
          z.number({ description: 'How many of them were created now' }),
      },
    },
    async handler(ctx) {
      const { useCase } = ctx.input;
      const environments = ENVIRONMENTS.filter(environment =>
        ctx.input.environments.includes(environment),
      );
      if (ctx.isDryRun) {
        const accounts = environments.map(environment => {
          const { name, email } = requestFor(useCase, '', environment);
          ctx.logger.info(
            `Dry run: ${environment}: would find or create account ${name} (${email})`,
          );
          return {
            environment,
            accountId: NO_ACCOUNT,
            accountArn: '',
            email,
            organizationalUnit: mlops.accounts.organizationalUnits[environment],
          };
        });
        ctx.output('accounts', accounts);
        ctx.output('byEnvironment', inEnvironments(accounts));
        ctx.output('created', 0);
        return;
      }

      const session = sessionOf(ctx);
      const organization = aws.management('provisioner', session).organizations;
      const vendor = createVendor({
        aws,
        mlops,
        session,
        taskId: ctx.task.id,
      });
      const credentials = await ctx.getInitiatorCredentials();
      const { owner } = await registeredUseCase(registry, useCase, credentials);

      const requests = environments.map(environment =>
        requestFor(useCase, owner, environment),
      );
      // What is wrong with one is known before any is created.
      const plans = await Promise.all(
        requests.map(async request => {
          const { environment } = request;
          const context: VendingContext = {
            log: message => ctx.logger.info(`${environment}: ${message}`),
            patience,
            signal: ctx.signal,
          };
          const unit = await findOrganizationalUnit(
            organization,
            mlops.accounts.organizationalUnits[environment],
            request,
            context,
          );
          return { environment, request, context, unit };
        }),
      );

      /** Ids of the accounts that are there, by environment: what can be told when the task is cancelled. */
      const known = new Map<Environment, string>();

      async function provision({
        request,
        context,
        unit,
      }: (typeof plans)[number]): Promise<Provisioned> {
        const started = Date.now();
        const { environment } = request;
        const { accountId, accountArn, created } = await ctx.checkpoint({
          key: `vend-${environment}`,
          fn: async () => ({ ...(await vendor.vend(request, unit, context)) }),
        });
        known.set(environment, accountId);
        const tagged = await ctx.checkpoint({
          key: `tag-${environment}`,
          fn: () => tagAccount(organization, accountId, request, context),
        });
        const moved = await ctx.checkpoint({
          key: `place-${environment}`,
          fn: () => vendor.place(request, accountId, unit, context),
        });
        await awaitRole(aws, accountId, 'provisioner', session, context);
        await awaitRole(aws, accountId, 'reader', session, context);
        const changed = created || tagged || moved;
        context.log(
          changed
            ? `account ${accountId} is ready in ${unit.name} after ${Math.round(
                (Date.now() - started) / 1000,
              )} s`
            : `account ${accountId} exists already in ${unit.name}; nothing changed`,
        );
        return {
          environment,
          accountId,
          accountArn,
          email: request.email,
          organizationalUnit: unit.name,
          changed,
          created,
        };
      }

      const { done, failures } = await atOnce(plans, provision);
      endIfCancelled(ctx, () => whatExists(environments, known));
      if (done.length > 0) {
        await refreshEvidence({
          registry,
          useCase,
          credentials,
          logger: ctx.logger,
        });
      }
      failUnlessAll(failures, 'These accounts are ready', done);
      const accounts = done
        .map(({ changed, created, ...account }) => account)
        .sort(byEnvironment);
      ctx.output('accounts', accounts);
      ctx.output('byEnvironment', inEnvironments(accounts));
      ctx.output('created', done.filter(({ created }) => created).length);
    },
  });
}
