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
import type {
  AccountRequest,
  AccountVendor,
  VendingContext,
} from '../accounts/AccountVendor';
import { createOrganizationsVendor } from '../accounts/organizationsVendor';
import { awaitRole, placeAccount, tagAccount } from '../accounts/settleAccount';
import type { MlopsRegistryClient } from '../MlopsRegistryClient';
import { sentence } from '../sentence';
import { sessionOf } from '../session';
import { examples } from './provisionAccounts.examples';

type Provisioned = ProvisionedAccount & { changed: boolean; created: boolean };

/**
 * The action `mlops:account:provision`: finds or creates the AWS account of each
 * environment, all at once, and brings it into its organizational unit with its
 * tags, until the portal's roles can be assumed in it.
 */
export function createProvisionAccountsAction(options: {
  registry: MlopsRegistryClient;
  aws: AwsClients;
  mlops: MlopsConfig;
}) {
  const { registry, aws, mlops } = options;

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
      const session = sessionOf(ctx);
      const organization = aws.management('provisioner', session).organizations;
      const vendor: AccountVendor = createOrganizationsVendor({
        client: organization,
        roleName: mlops.aws.roles.provisioner,
      });

      if (ctx.isDryRun) {
        for (const environment of environments) {
          const { name, email } = requestFor(useCase, '', environment);
          ctx.logger.info(
            `Dry run: ${environment}: would find or create account ${name} (${email})`,
          );
        }
        ctx.output('accounts', []);
        ctx.output('byEnvironment', {});
        ctx.output('created', 0);
        return;
      }

      const credentials = await ctx.getInitiatorCredentials();
      const { owner } = await registry.useCase(useCase, credentials);

      async function provision(environment: Environment): Promise<Provisioned> {
        const started = Date.now();
        const request = requestFor(useCase, owner, environment);
        const context: VendingContext = {
          log: message => ctx.logger.info(`${environment}: ${message}`),
          signal: ctx.signal,
        };
        const { accountId, accountArn, created } = await ctx.checkpoint({
          key: `vend-${environment}`,
          fn: async () => ({ ...(await vendor.vend(request, context)) }),
        });
        const tagged = await ctx.checkpoint({
          key: `tag-${environment}`,
          fn: () => tagAccount(organization, accountId, request, context),
        });
        const { organizationalUnit, moved } = await ctx.checkpoint({
          key: `place-${environment}`,
          fn: () =>
            placeAccount(
              organization,
              accountId,
              mlops.accounts.organizationalUnits[environment],
              context,
            ),
        });
        await awaitRole(aws, accountId, 'provisioner', context);
        await awaitRole(aws, accountId, 'reader', context);
        const changed = created || tagged || moved;
        context.log(
          changed
            ? `account ${accountId} is ready in ${organizationalUnit} after ${Math.round(
                (Date.now() - started) / 1000,
              )} s`
            : `account ${accountId} exists already in ${organizationalUnit}; nothing changed`,
        );
        return {
          environment,
          accountId,
          accountArn,
          email: request.email,
          organizationalUnit,
          changed,
          created,
        };
      }

      const outcomes = await Promise.allSettled(environments.map(provision));
      const done = outcomes.flatMap(outcome =>
        outcome.status === 'fulfilled' ? outcome.value : [],
      );
      const failures = outcomes.flatMap((outcome, index) =>
        outcome.status === 'rejected'
          ? `${environments[index]}: ${sentence(outcome.reason)}`
          : [],
      );
      if (done.length > 0) {
        await registry.refresh(useCase, credentials);
      }
      if (failures.length > 0) {
        const ready = done
          .map(({ environment, accountId }) => `${environment} ${accountId}`)
          .join(', ');
        ctx.signal?.throwIfAborted();
        throw new Error(
          `${failures.join('\n')}\n${
            ready ? `These accounts are ready: ${ready}. ` : ''
          }Retry continues with what is missing.`,
        );
      }
      const accounts = done
        .map(({ changed, created, ...account }) => account)
        .sort(byEnvironment);
      ctx.output('accounts', accounts);
      ctx.output(
        'byEnvironment',
        Object.fromEntries(
          accounts.map(account => [account.environment, account]),
        ),
      );
      ctx.output('created', done.filter(({ created }) => created).length);
    },
  });
}
