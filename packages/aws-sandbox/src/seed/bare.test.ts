import { ListRolesCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import {
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { SearchProductsCommand } from '@aws-sdk/client-service-catalog';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { startHarness } from '../__testUtils__/harness';
import {
  ACCOUNT_IDS,
  ADMINISTRATOR_CREDENTIALS,
  ADMINISTRATOR_USER,
  ROOT_ID,
} from '../constants';

async function startBare() {
  const harness = await startHarness({ seed: 'bare' });
  return { ...harness, ...harness.clients(ADMINISTRATOR_CREDENTIALS) };
}

describe('the bare organization', () => {
  it('has accounts and nothing that is set up', async () => {
    const { organizations, serviceCatalog, iam, sts } = await startBare();
    const { Accounts } = await organizations.send(new ListAccountsCommand({}));
    expect(Accounts?.map(({ Id }) => Id)).toEqual(Object.values(ACCOUNT_IDS));
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    expect(Roots).toMatchObject([{ Id: ROOT_ID, PolicyTypes: [] }]);
    const { OrganizationalUnits } = await organizations.send(
      new ListOrganizationalUnitsForParentCommand({ ParentId: ROOT_ID }),
    );
    expect(OrganizationalUnits).toEqual([]);
    const { Policies } = await organizations.send(
      new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY' }),
    );
    expect(Policies?.map(({ Name }) => Name)).toEqual(['FullAWSAccess']);
    const { EnabledServicePrincipals } = await organizations.send(
      new ListAWSServiceAccessForOrganizationCommand({}),
    );
    expect(EnabledServicePrincipals).toEqual([]);
    const { ProductViewSummaries } = await serviceCatalog.send(
      new SearchProductsCommand({}),
    );
    expect(ProductViewSummaries).toEqual([]);
    const { Roles } = await iam.send(new ListRolesCommand({}));
    expect(Roles).toEqual([]);
    const { Users } = await iam.send(new ListUsersCommand({}));
    expect(Users?.map(({ UserName }) => UserName)).toEqual([
      ADMINISTRATOR_USER,
    ]);
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: ACCOUNT_IDS.management,
    });
  });

  it.each([ACCOUNT_IDS.governance, ACCOUNT_IDS.dataLake])(
    'lets its administrator into account %s',
    async accountId => {
      const { sts, clients } = await startBare();
      const { Credentials } = await sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`,
          RoleSessionName: 'set-up',
        }),
      );
      const inside = clients({
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken,
      });
      expect(
        await inside.sts.send(new GetCallerIdentityCommand({})),
      ).toMatchObject({ Account: accountId });
    },
  );
});
