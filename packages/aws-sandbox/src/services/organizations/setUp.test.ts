import {
  AttachPolicyCommand,
  DeletePolicyCommand,
  DeregisterDelegatedAdministratorCommand,
  DetachPolicyCommand,
  DisableAWSServiceAccessCommand,
  DisablePolicyTypeCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  RegisterDelegatedAdministratorCommand,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { EnableSharingWithAwsOrganizationCommand } from '@aws-sdk/client-ram';
import {
  DisableAWSOrganizationsAccessCommand,
  EnableAWSOrganizationsAccessCommand,
  GetAWSOrganizationsAccessStatusCommand,
} from '@aws-sdk/client-service-catalog';
import { startHarness, type Harness } from '../../__testUtils__/harness';
import { ACCOUNT_IDS, GUARD_RAIL_POLICY, ROOT_ID } from '../../constants';

const PolicyType = 'SERVICE_CONTROL_POLICY';
const ServicePrincipal = 'servicecatalog.amazonaws.com';

async function principals({ organizations }: Harness) {
  const { EnabledServicePrincipals } = await organizations.send(
    new ListAWSServiceAccessForOrganizationCommand({}),
  );
  return EnabledServicePrincipals?.map(service => service.ServicePrincipal);
}

async function guardRails({ organizations }: Harness) {
  const { Policies } = await organizations.send(
    new ListPoliciesCommand({ Filter: PolicyType }),
  );
  return Policies?.find(({ Name }) => Name === GUARD_RAIL_POLICY)?.Id ?? '';
}

describe('setting up an organization', () => {
  it('switches policies on and off', async () => {
    const harness = await startHarness();
    const { organizations } = harness;
    const PolicyId = await guardRails(harness);
    const change = { RootId: ROOT_ID, PolicyType } as const;
    await expect(
      organizations.send(new EnablePolicyTypeCommand(change)),
    ).rejects.toMatchObject({ name: 'PolicyTypeAlreadyEnabledException' });
    const { Root } = await organizations.send(
      new DisablePolicyTypeCommand(change),
    );
    expect(Root?.PolicyTypes).toEqual([]);
    await expect(
      organizations.send(
        new AttachPolicyCommand({ PolicyId, TargetId: ROOT_ID }),
      ),
    ).rejects.toMatchObject({ name: 'PolicyTypeNotEnabledException' });
    await organizations.send(new EnablePolicyTypeCommand(change));
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    expect(Roots?.[0].PolicyTypes).toEqual([
      { Type: PolicyType, Status: 'ENABLED' },
    ]);
    await organizations.send(
      new AttachPolicyCommand({ PolicyId, TargetId: ROOT_ID }),
    );
    await expect(
      organizations.send(
        new EnablePolicyTypeCommand({ ...change, RootId: 'r-other' }),
      ),
    ).rejects.toMatchObject({ name: 'RootNotFoundException' });
  });

  it('changes policies, and deletes those that are attached to nothing', async () => {
    const harness = await startHarness();
    const { organizations } = harness;
    const PolicyId = await guardRails(harness);
    const { Policy } = await organizations.send(
      new UpdatePolicyCommand({ PolicyId, Description: 'Changed' }),
    );
    expect(Policy?.PolicySummary).toMatchObject({
      Name: GUARD_RAIL_POLICY,
      Description: 'Changed',
    });
    await expect(
      organizations.send(new UpdatePolicyCommand({ PolicyId, Content: '{}' })),
    ).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
    await expect(
      organizations.send(
        new UpdatePolicyCommand({ PolicyId, Name: 'FullAWSAccess' }),
      ),
    ).rejects.toMatchObject({ name: 'DuplicatePolicyException' });
    const remove = () =>
      organizations.send(new DeletePolicyCommand({ PolicyId }));
    await expect(remove()).rejects.toMatchObject({
      name: 'PolicyInUseException',
    });
    await organizations.send(
      new DetachPolicyCommand({ PolicyId, TargetId: 'ou-mlop-workloads' }),
    );
    await remove();
    expect(await guardRails(harness)).toBe('');
  });

  it('lets services reach the accounts', async () => {
    const harness = await startHarness();
    const { organizations } = harness;
    const service = { ServicePrincipal: 'config.amazonaws.com' };
    await organizations.send(new EnableAWSServiceAccessCommand(service));
    await organizations.send(new EnableAWSServiceAccessCommand(service));
    expect(
      (await principals(harness))?.filter(
        principal => principal === 'config.amazonaws.com',
      ),
    ).toHaveLength(1);
    await organizations.send(new DisableAWSServiceAccessCommand(service));
    expect(await principals(harness)).not.toContain('config.amazonaws.com');
  });

  it('lets an account administer a service for all', async () => {
    const { organizations } = await startHarness();
    const governance = { AccountId: ACCOUNT_IDS.governance, ServicePrincipal };
    const list = async () => {
      const { DelegatedAdministrators } = await organizations.send(
        new ListDelegatedAdministratorsCommand({ ServicePrincipal }),
      );
      return DelegatedAdministrators;
    };
    expect(await list()).toMatchObject([
      { Id: ACCOUNT_IDS.governance, DelegationEnabledDate: expect.any(Date) },
    ]);
    await expect(
      organizations.send(new RegisterDelegatedAdministratorCommand(governance)),
    ).rejects.toMatchObject({ name: 'AccountAlreadyRegisteredException' });
    await organizations.send(
      new DeregisterDelegatedAdministratorCommand(governance),
    );
    expect(await list()).toEqual([]);
    await organizations.send(
      new RegisterDelegatedAdministratorCommand(governance),
    );
    await expect(
      organizations.send(
        new RegisterDelegatedAdministratorCommand({
          ...governance,
          ServicePrincipal: 'config.amazonaws.com',
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'SERVICE_ACCESS_NOT_ENABLED',
    });
    await expect(
      organizations.send(
        new RegisterDelegatedAdministratorCommand({
          ServicePrincipal,
          AccountId: ACCOUNT_IDS.management,
        }),
      ),
    ).rejects.toMatchObject({
      Reason: 'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
    });
  });

  it('shares by Service Catalog and by Resource Access Manager, from the management account', async () => {
    const harness = await startHarness();
    const { serviceCatalog, ram, organizations } = harness;
    const status = async () => {
      const { AccessStatus } = await serviceCatalog.send(
        new GetAWSOrganizationsAccessStatusCommand({}),
      );
      return AccessStatus;
    };
    await serviceCatalog.send(new DisableAWSOrganizationsAccessCommand({}));
    expect(await status()).toBe('DISABLED');
    await serviceCatalog.send(new EnableAWSOrganizationsAccessCommand({}));
    expect(await status()).toBe('ENABLED');
    await organizations.send(
      new DisableAWSServiceAccessCommand({
        ServicePrincipal: 'ram.amazonaws.com',
      }),
    );
    const { returnValue } = await ram.send(
      new EnableSharingWithAwsOrganizationCommand({}),
    );
    expect(returnValue).toBe(true);
    expect(await principals(harness)).toContain('ram.amazonaws.com');

    const governance = await harness.account(ACCOUNT_IDS.governance);
    await expect(
      governance.ram.send(new EnableSharingWithAwsOrganizationCommand({})),
    ).rejects.toMatchObject({ name: 'OperationNotPermittedException' });
    await expect(
      governance.serviceCatalog.send(
        new EnableAWSOrganizationsAccessCommand({}),
      ),
    ).rejects.toMatchObject({ name: 'OperationNotSupportedException' });
  });
});
