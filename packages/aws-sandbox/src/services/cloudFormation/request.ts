// What callers ask of CloudFormation, as declarations.
import type {
  Parameter,
  Tag,
  TemplateParameter as TemplateParameterShape,
} from '@aws-sdk/client-cloudformation';
import { checkTemplate } from '../../cloudformation/checkTemplate';
import { StackError } from '../../cloudformation/StackError';
import type { CloudFormationTemplate } from '../../cloudformation/template';
import {
  addTemplate,
  readTemplate,
  templateOf,
} from '../../cloudformation/templates';
import { readTemplateUrl } from '../../cloudformation/templateUrl';
import type { Validated } from '../../operation';
import type { StackDeclaration, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';

/** How a template comes with a request. */
export interface TemplateSource {
  TemplateBody?: string;
  TemplateURL?: string;
  UsePreviousTemplate?: boolean;
}

/** What a request says about a stack. */
export interface DeclarationInput extends TemplateSource {
  Parameters?: Validated<Parameter>[];
  Capabilities?: string[];
  Tags?: Validated<Tag>[];
}

/** An input that CloudFormation refuses. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** Does something with a template; what is wrong with it is the caller's error. */
export function asRequest<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof StackError) {
      throw validationError(error.message);
    }
    throw error;
  }
}

function textOf(
  state: State,
  { TemplateBody, TemplateURL }: TemplateSource,
): string | undefined {
  if (TemplateBody !== undefined && TemplateURL !== undefined) {
    throw validationError(
      'You must specify either Template URL or Template Body, but not both.',
    );
  }
  return TemplateURL === undefined
    ? TemplateBody
    : readTemplateUrl(state, TemplateURL);
}

/** The template of a request that keeps none. */
export function requestedTemplate(
  state: State,
  source: TemplateSource,
): CloudFormationTemplate {
  return asRequest(() => {
    const text = textOf(state, source);
    if (text === undefined) {
      throw validationError(
        'Either Template URL or Template Body must be specified.',
      );
    }
    const template = readTemplate(text);
    checkTemplate(template);
    return template;
  });
}

function templateIdOf(
  state: State,
  source: TemplateSource,
  previous: StackDeclaration | undefined,
): string {
  const text = textOf(state, source);
  if (source.UsePreviousTemplate && previous && text === undefined) {
    return previous.templateId;
  }
  if (text === undefined) {
    throw validationError(
      'Either Template URL or Template Body must be specified.',
    );
  }
  return addTemplate(state, text);
}

/** Parameters as a map; those that are to stay are taken from the stack. */
export function parametersOf(
  parameters: Validated<Parameter>[] = [],
  previous?: StackDeclaration,
): Record<string, string> {
  return Object.fromEntries(
    parameters.map(({ ParameterKey, ParameterValue, UsePreviousValue }) => {
      const key = ParameterKey ?? '';
      if (!UsePreviousValue) {
        return [key, ParameterValue ?? ''];
      }
      const value = previous?.parameters[key];
      if (!previous) {
        throw validationError(
          `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
        );
      }
      return [key, value];
    }),
  ) as Record<string, string>;
}

const NAME_PROPERTIES = [
  'GroupName',
  'InstanceProfileName',
  'ManagedPolicyName',
  'RoleName',
  'UserName',
];

/** Types of IAM that nobody makes without saying so. */
const IAM_TYPE =
  /^AWS::IAM::(AccessKey|Group|InstanceProfile|ManagedPolicy|Policy|Role|User|UserToGroupAddition)$/;

/** The capability that a template asks for, and the resources it is for. */
export function neededCapability({ Resources }: CloudFormationTemplate): {
  capability?: 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';
  types: string[];
} {
  const iam = Object.values(Resources).filter(({ Type }) =>
    IAM_TYPE.test(Type),
  );
  const types = [...new Set(iam.map(({ Type }) => Type))];
  if (iam.length === 0) {
    return { types };
  }
  const isNamed = iam.some(({ Properties = {} }) =>
    NAME_PROPERTIES.some(name => name in Properties),
  );
  return {
    capability: isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM',
    types,
  };
}

function checkCapabilities(
  template: CloudFormationTemplate,
  capabilities: string[],
): void {
  const { capability } = neededCapability(template);
  const isGiven =
    capability === undefined ||
    capabilities.includes(capability) ||
    capabilities.includes('CAPABILITY_NAMED_IAM');
  if (!isGiven) {
    throw new AwsError(
      'InsufficientCapabilitiesException',
      `Requires capabilities : [${capability}]`,
    );
  }
}

/** Tags as a map. */
export function tagsOf(tags: Validated<Tag>[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/**
 * What a request declares.
 *
 * @param previous - what the stack is now, for what is to stay
 * @throws AwsError ValidationError, InsufficientCapabilitiesException
 */
export function declarationOf(
  state: State,
  input: DeclarationInput,
  previous?: StackDeclaration,
): StackDeclaration {
  return asRequest(() => {
    const templateId = templateIdOf(state, input, previous);
    const template = templateOf(state, templateId);
    checkTemplate(template);
    checkCapabilities(template, input.Capabilities ?? []);
    return {
      templateId,
      // What neither stays nor is given has its default.
      parameters: Object.fromEntries(
        Object.entries(parametersOf(input.Parameters, previous)).filter(
          ([, value]) => value !== undefined,
        ),
      ),
      capabilities: input.Capabilities ?? [],
      tags: input.Tags ? tagsOf(input.Tags) : (previous?.tags ?? {}),
    };
  });
}

/** The parameters of a template, as CloudFormation describes them. */
export function describeParameters({
  Parameters = {},
}: CloudFormationTemplate): (TemplateParameterShape & {
  ParameterType: string;
  ParameterConstraints: { AllowedValues?: string[] };
})[] {
  return Object.entries(Parameters).map(([ParameterKey, parameter]) => ({
    ParameterKey,
    ParameterType: parameter.Type,
    DefaultValue:
      parameter.Default === undefined ? undefined : String(parameter.Default),
    NoEcho: String(parameter.NoEcho) === 'true',
    Description: parameter.Description,
    ParameterConstraints: {
      AllowedValues: parameter.AllowedValues?.map(String),
    },
  }));
}
