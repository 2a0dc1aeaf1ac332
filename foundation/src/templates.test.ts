import { statSync } from 'node:fs';
import { join } from 'node:path';
import { problemsOf, resourceSpec } from './__testUtils__/specification';
import {
  FOUNDATION,
  intrinsic,
  parseTemplate,
  readTemplate,
  templateNames,
  walk,
  type Parameter,
  type Template,
} from './__testUtils__/template';

/** What CloudFormation takes from Amazon S3, in bytes. */
const MAX_SIZE = 1_048_576;

/** A reason is a sentence. */
const SENTENCE = /^\S.{19,}\.$/s;

/** Names that a text of `Fn::Sub` refers to; `${!…}` stays as it is. */
function namesInText(text: string): string[] {
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) =>
    name.trim(),
  );
}

/** What a value of a template refers to, as `Name` or `Name.Attribute`. */
function referencesOf(value: unknown): string[] {
  const call = intrinsic(value);
  if (call?.name === 'Ref') {
    return [String(call.argument)];
  }
  if (call?.name === 'Fn::GetAtt') {
    return [(call.argument as string[]).join('.')];
  }
  if (call?.name === 'Fn::Sub') {
    const [text, own = {}] = Array.isArray(call.argument)
      ? (call.argument as [string, object?])
      : [String(call.argument)];
    return namesInText(text).filter(name => !(name in own));
  }
  return [];
}

function allReferences(part: unknown): string[] {
  return [...walk(part)].flatMap(({ value }) => referencesOf(value));
}

/** What is wrong with a reference; undefined when it leads somewhere. */
function problemOfReference(
  reference: string,
  { Parameters = {}, Resources }: Template,
): string | undefined {
  const [name = '', ...rest] = reference.split('.');
  const attribute = rest.join('.');
  if (name.startsWith('AWS::') || (!attribute && name in Parameters)) {
    return undefined;
  }
  const resource = Resources[name];
  if (!resource) {
    return `${reference} is neither a parameter nor a resource`;
  }
  const attributes = resourceSpec(resource.Type)?.attributes ?? {};
  return attribute && !(attribute in attributes)
    ? `${resource.Type} has no attribute ${attribute}`
    : undefined;
}

/** What is wrong with what a parameter takes. */
function problemsOfParameter(parameter: Parameter): string[] {
  const { Type, Default, AllowedPattern, AllowedValues } = parameter;
  const problems: [boolean, string][] = [
    [
      Type === 'String' && !AllowedPattern && !AllowedValues,
      'it takes any text',
    ],
    [
      Boolean(AllowedPattern) && !parameter.ConstraintDescription,
      'it does not say in words what it takes',
    ],
    [
      Default !== undefined &&
        !new RegExp(AllowedPattern ?? '').test(String(Default)),
      'its default does not match its pattern',
    ],
    [
      Default !== undefined && AllowedValues?.includes(Default) === false,
      'its default is not among its values',
    ],
  ];
  return problems.flatMap(([is, problem]) => (is ? [problem] : []));
}

describe.each(templateNames())('%s', name => {
  const template = readTemplate(name);
  const {
    Parameters = {},
    Conditions = {},
    Resources,
    Outputs = {},
  } = template;

  it("is valid by AWS's specification of resource types", () => {
    expect(problemsOf(template)).toEqual([]);
  });

  it('refers only to what is there', () => {
    const problems = allReferences([Conditions, Resources, Outputs]).map(
      reference => problemOfReference(reference, template),
    );

    expect(problems.filter(Boolean)).toEqual([]);
  });

  it('has every condition and dependency that it names', () => {
    const conditions = [...walk([Conditions, Resources, Outputs])].flatMap(
      ({ value }) => {
        const call = intrinsic(value);
        if (call?.name === 'Fn::If') {
          return [String((call.argument as unknown[])[0])];
        }
        return call?.name === 'Condition' ? [String(call.argument)] : [];
      },
    );
    const named = Object.values(Resources).flatMap(({ Condition }) =>
      Condition ? [Condition] : [],
    );
    const dependencies = Object.values(Resources).flatMap(
      ({ DependsOn = [] }) => DependsOn,
    );

    expect(Object.keys(Conditions)).toEqual(
      expect.arrayContaining([...conditions, ...named]),
    );
    expect(Object.keys(Resources)).toEqual(
      expect.arrayContaining(dependencies),
    );
  });

  it('says beside each resource why it is there', () => {
    const reasons = Object.entries(Resources).map(([id, { Metadata }]) => {
      const owner = Metadata?.PartOf;
      return {
        id,
        reason: owner ? Resources[owner]?.Metadata?.Reason : Metadata?.Reason,
      };
    });

    expect(reasons).toEqual(
      reasons.map(({ id }) => ({
        id,
        reason: expect.stringMatching(SENTENCE),
      })),
    );
  });

  it.each(Object.entries(Parameters))(
    'describes the parameter %s, and takes only values that make sense',
    (_id, parameter) => {
      expect(parameter.Description).toMatch(SENTENCE);
      expect(problemsOfParameter(parameter)).toEqual([]);
    },
  );

  it('uses every parameter', () => {
    const used = allReferences([
      template.Rules,
      Conditions,
      Resources,
      Outputs,
    ]);

    expect(Object.keys(Parameters).filter(id => !used.includes(id))).toEqual(
      [],
    );
  });

  it('describes its outputs', () => {
    for (const [id, { Description }] of Object.entries(Outputs)) {
      expect({ id, Description }).toEqual({
        id,
        Description: expect.stringMatching(/\S/),
      });
    }
  });

  it('is small enough for CloudFormation', () => {
    expect(statSync(join(FOUNDATION, name)).size).toBeLessThan(MAX_SIZE);
  });
});

describe('keys', () => {
  const keys = templateNames().flatMap(name =>
    Object.entries(readTemplate(name).Resources)
      .filter(([, { Type }]) => Type === 'AWS::KMS::Key')
      .map(([id, resource]) => ({ name, id, resource })),
  );

  it.each(keys)('$name: $id rotates and outlives its stack', ({ resource }) => {
    expect(resource).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
  });

  it('has one for each service that the guidance names', () => {
    const aliases = Object.values(
      readTemplate('account-baseline.yaml').Resources,
    ).flatMap(({ Type, Properties }) =>
      Type === 'AWS::KMS::Alias' ? [Properties?.AliasName] : [],
    );

    expect(aliases).toEqual(
      expect.arrayContaining([
        'alias/mlops-s3',
        'alias/mlops-ebs',
        'alias/mlops-efs',
        'alias/mlops-sagemaker',
      ]),
    );
  });
});

describe('network', () => {
  it('has no way to the internet in any template', () => {
    const types = templateNames().flatMap(name =>
      Object.values(readTemplate(name).Resources).map(({ Type }) => Type),
    );

    expect(
      types.filter(type => /Gateway|EIP|AWS::EC2::Route$/.test(type)),
    ).toEqual([]);
  });
});

describe('across templates', () => {
  it('imports only what the baseline exports', () => {
    const exported = Object.values(
      readTemplate('account-baseline.yaml').Outputs ?? {},
    ).map(({ Export }) => Export?.Name);
    const imported = templateNames()
      .flatMap(name => [...walk(readTemplate(name).Resources)])
      .flatMap(({ value }) => {
        const call = intrinsic(value);
        return call?.name === 'Fn::ImportValue' ? [call.argument] : [];
      });

    expect(imported).not.toEqual([]);
    expect(exported).toEqual(expect.arrayContaining(imported));
  });

  const { Resources: stackSets } = readTemplate('stack-sets.yaml');

  it.each(Object.entries(stackSets))(
    'gives the template of StackSet %s the parameters it has and needs',
    (_id, { Properties }) => {
      const url = String(intrinsic(Properties?.TemplateURL)?.argument);
      const { Parameters = {} } = readTemplate(url.replace(/^.*\//, ''));
      const given = (Properties?.Parameters as { ParameterKey: string }[]).map(
        ({ ParameterKey }) => ParameterKey,
      );
      const needed = Object.entries(Parameters)
        .filter(([, { Default }]) => Default === undefined)
        .map(([id]) => id);

      expect(Object.keys(Parameters)).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(needed));
    },
  );

  it.each(['account-baseline.yaml', 'portal-roles.yaml'])(
    'accepts in the StackSets what %s accepts',
    inner => {
      const outer = readTemplate('stack-sets.yaml').Parameters ?? {};
      const shared = Object.entries(
        readTemplate(inner).Parameters ?? {},
      ).filter(([id]) => id in outer);
      const accepts = ({ AllowedPattern, AllowedValues }: Parameter) => ({
        AllowedPattern,
        AllowedValues,
      });

      expect(shared).not.toEqual([]);
      expect(
        shared.map(([id]) => [id, outer[id] && accepts(outer[id])]),
      ).toEqual(shared.map(([id, parameter]) => [id, accepts(parameter)]));
    },
  );

  it('launches Studio with a role that is there under that name', () => {
    const roles = Object.values(readTemplate('portal-roles.yaml').Resources);
    const constraint = Object.values(
      readTemplate('governance.yaml').Resources,
    ).find(({ Type }) => Type === 'AWS::ServiceCatalog::LaunchRoleConstraint');

    expect(roles.map(({ Properties }) => Properties?.RoleName)).toContain(
      constraint?.Properties?.LocalRoleName,
    );
  });

  it('has in the Studio product the outputs that mlops:studio:deploy reads', () => {
    expect(
      Object.keys(readTemplate('studio-product.yaml').Outputs ?? {}),
    ).toEqual(expect.arrayContaining(['DomainId', 'DomainUrl']));
  });
});

// The checks themselves: they find what they are there to find.
describe('a template with mistakes', () => {
  const template = parseTemplate(`
    Resources:
      Key:
        Type: AWS::KMS::Key
        Properties: { EnableKeyRotation: often, Colour: blue }
      Domain:
        Type: AWS::SageMaker::Domain
        Properties:
          AppNetworkAccessType: !If [Some, VpcOnly, Everywhere]
          AuthMode: !Ref Mode
          SubnetIds: subnet-1
          DefaultUserSettings: { ExecutionRole: [] }
      Thing: { Type: AWS::Some::Thing }
  `);

  it('is found out', () => {
    expect(problemsOf(template)).toEqual([
      'Key/EnableKeyRotation is "often", not a boolean',
      'Key/Colour is unknown to AWS',
      'Domain has no DomainName',
      expect.stringContaining(
        'Domain/AppNetworkAccessType is "Everywhere", not one of',
      ),
      'Domain/SubnetIds is "subnet-1", not a list',
      'Domain/DefaultUserSettings/ExecutionRole is [], not a string',
      'Thing: AWS has no resource type AWS::Some::Thing',
    ]);
  });

  it.each([
    ['Nothing', 'Nothing is neither a parameter nor a resource'],
    ['Key.Colour', 'AWS::KMS::Key has no attribute Colour'],
    ['Key.Arn', undefined],
    ['AWS::Region', undefined],
  ])('refers to %s: %s', (reference, problem) => {
    expect(problemOfReference(reference, template)).toBe(problem);
  });
});
