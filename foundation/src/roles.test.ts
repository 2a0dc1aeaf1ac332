// The portal's roles against the code that uses them: what a collector or an action calls, its role allows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectorFiles, type CollectorFile } from './__testUtils__/collectors';
import { asList, policiesIn } from './__testUtils__/policies';
import { FOUNDATION, readTemplate, walk } from './__testUtils__/template';

const { Parameters, Resources } = readTemplate('portal-roles.yaml');
const PLUGINS = join(FOUNDATION, '..', 'plugins');
const SCAFFOLDER = join(PLUGINS, 'scaffolder-backend-module-mlops');

/** The IAM prefix of an SDK client, where it is not the client's name. */
const IAM_PREFIXES: Record<string, string> = {
  'cost-explorer': 'ce',
  eventbridge: 'events',
  'service-catalog': 'servicecatalog',
};

/** What a call of the first needs besides, by the service authorization reference and the API references. */
const IMPLIED: Record<string, string[]> = {
  // A project is created with tags, and SageMaker provisions its product in the caller's name.
  'sagemaker:CreateProject': [
    'sagemaker:AddTags',
    'servicecatalog:ProvisionProduct',
  ],
  // An account is created with tags.
  'organizations:CreateAccount': ['organizations:TagResource'],
};

/** What Control Tower's Account Factory does in the name of whoever asks for an account, by the guide of Control Tower. */
const ACCOUNT_FACTORY = /^(controltower|sso|sso-directory):/;

/** Calls that need no permission. */
const FREE = ['sts:GetCallerIdentity'];

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      path =>
        path.endsWith('.ts') &&
        !path.includes('.test.') &&
        !path.includes('__testUtils__'),
    )
    .map(path => readFileSync(join(folder, path), 'utf8'));
}

/** The operations that code imports commands and paginators for, as IAM actions. */
function callsIn(code: string): string[] {
  const imports = code.matchAll(
    /import (?!type)\{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g,
  );
  return [...imports].flatMap(([, names = '', client = '']) =>
    [...names.matchAll(/\b(?:(\w+)Command|paginate(\w+))\b/g)].map(
      ([, command, paginator]) =>
        `${IAM_PREFIXES[client] ?? client}:${command ?? paginator}`,
    ),
  );
}

/** A collector and the files beside it that it is made of. */
function reachable(
  files: CollectorFile[],
  name: string,
  seen: string[] = [],
): CollectorFile[] {
  const file = files.find(other => other.name === name);
  if (!file || seen.includes(name)) {
    return [];
  }
  const names = [...file.code.matchAll(/from '\.\/([\w-]+)'/g)];
  return [
    file,
    ...names.flatMap(([, next = '']) =>
      reachable(files, next, [...seen, name]),
    ),
  ];
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}

/** The actions that the policies of a role allow, in accounts of a kind or in all. */
function allowed(role: string, condition?: string): string[] {
  const policies = Object.values(Resources).filter(
    ({ Type, Condition, Properties }) =>
      Type === 'AWS::IAM::ManagedPolicy' &&
      JSON.stringify(Properties?.Roles) === JSON.stringify([{ Ref: role }]) &&
      (!condition || Condition === condition),
  );
  return unique(
    policies
      .flatMap(policiesIn)
      .flatMap(({ document }) => document.Statement)
      .flatMap(({ Action }) => asList(Action)),
  );
}

describe('the reader', () => {
  const files = collectorFiles();
  const declaring = files.filter(({ actions }) => actions.length > 0);

  /** The actions that collectors declare for accounts of a kind, or for all. */
  function declared(kind?: string): string[] {
    return unique(
      declaring
        .flatMap(({ actions }) => actions)
        .filter(action => !kind || action.kind === kind)
        .flatMap(({ names }) => names),
    );
  }

  it.each(['IsManagement', 'IsGovernance', 'IsDataLake', 'IsMember'])(
    'may do exactly what the collectors say they need in accounts where %s',
    condition => {
      expect(declared(condition)).not.toEqual([]);
      expect(allowed('ReaderRole', condition)).toEqual(declared(condition));
    },
  );

  it('may do nothing in accounts of any other kind', () => {
    expect(allowed('ReaderRole')).toEqual(declared());
  });

  it.each(declaring)(
    '$name calls exactly what it says it needs',
    ({ name, actions }) => {
      const calls = reachable(files, name).flatMap(({ code }) => callsIn(code));

      expect(unique(calls)).toEqual(
        unique(actions.flatMap(({ names }) => names)),
      );
    },
  );

  it('may do what all of the collectors call, wherever they do', () => {
    const calls = unique(files.flatMap(({ code }) => callsIn(code)));

    expect(calls.length).toBeGreaterThan(10);
    expect(declared()).toEqual(expect.arrayContaining(calls));
  });

  it('may only read', () => {
    expect(allowed('ReaderRole')).toEqual(
      allowed('ReaderRole').filter(action =>
        /:(Describe|Get|List|LookupEvents|Search)/.test(action),
      ),
    );
  });
});

describe('the provisioner', () => {
  const calls = unique(sources(join(SCAFFOLDER, 'src')).flatMap(callsIn));

  it('may do exactly what the actions call, and what that implies', () => {
    expect(calls.length).toBeGreaterThan(10);
    expect(
      allowed('ProvisionerRole').filter(
        action => !ACCOUNT_FACTORY.test(action),
      ),
    ).toEqual(
      unique([
        ...calls.filter(call => !FREE.includes(call)),
        ...calls.flatMap(call => IMPLIED[call] ?? []),
      ]),
    );
  });

  it('may do what the README of the actions says they need', () => {
    const readme = readFileSync(join(SCAFFOLDER, 'README.md'), 'utf8');
    const documents = [...readme.matchAll(/```json\n(.*?)```/gs)].map(
      ([, text = '']) => JSON.parse(text),
    );
    const documented = documents
      .flatMap(policiesIn)
      .flatMap(({ document }) => document.Statement)
      .flatMap(({ Action }) => asList(Action));

    expect(documented).not.toEqual([]);
    expect(allowed('ProvisionerRole')).toEqual(
      expect.arrayContaining(documented),
    );
  });

  it('creates no account without saying that it is its own', () => {
    const create = policiesIn(Resources.ProvisionAccounts)
      .flatMap(({ document }) => document.Statement)
      .find(({ Action }) => Action === 'organizations:CreateAccount');

    expect(create?.Condition).toEqual({
      StringEquals: { 'aws:RequestTag/mlops:managed-by': 'mlops-portal' },
    });
  });

  it('reaches IAM Identity Center only where Control Tower makes the accounts', () => {
    const withCondition = allowed('ProvisionerRole', 'UsesControlTower').filter(
      action => ACCOUNT_FACTORY.test(action),
    );

    expect(withCondition.length).toBeGreaterThan(3);
    expect(
      allowed('ProvisionerRole').filter(action => ACCOUNT_FACTORY.test(action)),
    ).toEqual(withCondition);
    expect(Parameters?.AccountVendor?.Default).toBe('organizations');
  });

  it('makes no StackSet and changes none', () => {
    expect(
      allowed('ProvisionerRole').filter(action =>
        action.startsWith('cloudformation:'),
      ),
    ).toEqual([
      'cloudformation:CreateStackInstances',
      'cloudformation:DescribeStackSet',
      'cloudformation:ListStackInstances',
    ]);
  });

  it('closes only accounts that are tagged as its own', () => {
    const closing = policiesIn(Resources.ProvisionAccounts)
      .flatMap(({ document }) => document.Statement)
      .filter(({ Action }) =>
        asList(Action).includes('organizations:CloseAccount'),
      );

    expect(closing.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { 'aws:ResourceTag/mlops:managed-by': 'mlops-portal' } },
    ]);
  });

  it('changes models only by approving or rejecting them', () => {
    const reviewing = policiesIn(Resources.ProvisionInAccount)
      .flatMap(({ document }) => document.Statement)
      .filter(({ Action }) =>
        asList(Action).includes('sagemaker:UpdateModelPackage'),
      );

    expect(reviewing.map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: {
          'sagemaker:ModelApprovalStatus': ['Approved', 'Rejected'],
        },
      },
    ]);
  });

  it('cannot make what a product consists of', () => {
    expect(
      allowed('ProvisionerRole').filter(action =>
        /^(iam|kms|s3|ec2):/.test(action),
      ),
    ).toEqual([]);
  });
});

describe.each(['ReaderRole', 'ProvisionerRole'])('the trust in %s', role => {
  const { Statement } = Resources[role]?.Properties
    ?.AssumeRolePolicyDocument as {
    Statement: { Principal: unknown; Action: string; Condition: unknown }[];
  };

  it("is in the portal's principal alone", () => {
    expect(Statement.map(({ Principal }) => Principal)).toEqual(
      Statement.map(() => ({ AWS: { Ref: 'PortalPrincipalArn' } })),
    );
  });

  it('asks for the external id, whatever else it asks for', () => {
    const assume = Statement.filter(
      ({ Action }) => Action === 'sts:AssumeRole',
    );
    const blocks = [...walk(assume.map(({ Condition }) => Condition))].filter(
      ({ path }) => path.at(-1) === 'sts:ExternalId',
    );

    expect(assume).toHaveLength(1);
    // Both branches of the condition of the provisioner.
    expect(blocks.map(({ value }) => value)).toEqual(
      role === 'ReaderRole'
        ? [{ Ref: 'ExternalId' }]
        : [{ Ref: 'ExternalId' }, { Ref: 'ExternalId' }],
    );
  });

  it('lets a session carry the person and tags', () => {
    expect(Statement.map(({ Action }) => Action)).toEqual([
      'sts:AssumeRole',
      'sts:SetSourceIdentity',
      'sts:TagSession',
    ]);
  });
});

it("calls the roles what the portal's configuration calls them", () => {
  const config = readFileSync(
    join(FOUNDATION, '..', 'app-config.yaml'),
    'utf8',
  );

  for (const id of ['ReaderRoleName', 'ProvisionerRoleName']) {
    expect(config).toContain(`: ${Parameters?.[id]?.Default}\n`);
  }
});
