// SageMaker's pipeline definition language, schema version 2020-12-01.
import { AwsError } from '../../wire/AwsError';

/** The types of steps that the sandbox can take a pipeline through. */
export const STEP_TYPES = [
  'Callback',
  'ClarifyCheck',
  'Condition',
  'EMR',
  'Fail',
  'Lambda',
  'Model',
  'Processing',
  'QualityCheck',
  'RegisterModel',
  'Training',
  'Transform',
  'Tuning',
] as const;

/** A type of step. */
export type StepType = (typeof STEP_TYPES)[number];

const PARAMETER_TYPES = ['String', 'Integer', 'Float', 'Boolean'];

/** A JSON object. */
export type Json = Record<string, unknown>;

/** A step of a definition, also one inside of a condition. */
export interface DefinedStep {
  name: string;
  type: StepType;
  displayName?: string;
  description?: string;
  /** What it is given, unresolved. */
  arguments: Json;
  /** All of its declaration. */
  source: Json;
  /** Names of the steps that have to have succeeded: those it names and those it reads from. */
  dependsOn: string[];
  /** Of a step inside of a condition: which, and what its outcome has to be. */
  within?: { condition: string; outcome: boolean };
}

/** A parameter of a definition. */
export interface DefinedParameter {
  name: string;
  type: string;
  /** Undefined when it has to be given. */
  default?: string;
}

/** A definition that has been read. */
export interface PipelineDefinition {
  parameters: DefinedParameter[];
  /** `null` when the pipeline is to make no experiment; undefined when it does not say. */
  experiment: Json | null | undefined;
  /** All steps, those inside of conditions after the condition. */
  steps: DefinedStep[];
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(reason: string): AwsError {
  return new AwsError(
    'ValidationException',
    `Unable to parse pipeline definition. ${reason}`,
  );
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Names of the steps that a value reads from. */
function* readsFrom(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) {
      yield* readsFrom(item);
    }
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) {
      const name =
        key === 'Get' && typeof item === 'string'
          ? /^Steps\.([^.]+)\./.exec(item)?.[1]
          : undefined;
      if (name) {
        yield name;
      } else {
        yield* readsFrom(item);
      }
    }
  }
}

function listOf(value: unknown, path: string): unknown[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw refused(`Value at '${path}' must be a list.`);
  }
  return value;
}

function* readSteps(
  declared: unknown[],
  path: string,
  within?: DefinedStep['within'],
): Generator<DefinedStep> {
  for (const [index, source] of declared.entries()) {
    const at = `${path}[${index}]`;
    if (!isRecord(source)) {
      throw refused(`Value at '${at}' must be an object.`);
    }
    const { Name: name, Type, Arguments = {} } = source;
    if (typeof name !== 'string' || !/^[A-Za-z0-9\-_]{1,64}$/.test(name)) {
      throw refused(`Step name at '${at}.Name' is missing or not valid.`);
    }
    const type = STEP_TYPES.find(known => known === Type);
    if (!type) {
      throw refused(
        `Value '${Type}' at '${at}.Type' failed to satisfy enum value set: [${STEP_TYPES.join(', ')}]`,
      );
    }
    if (!isRecord(Arguments)) {
      throw refused(`Value at '${at}.Arguments' must be an object.`);
    }
    const { IfSteps, ElseSteps, ...own } = Arguments;
    const isCondition = type === 'Condition';
    if (isCondition && listOf(own.Conditions, `${at}.Conditions`).length < 1) {
      throw refused(`Condition step ${name} has no conditions.`);
    }
    yield {
      name,
      type,
      displayName: optionalText(source.DisplayName),
      description: optionalText(source.Description),
      arguments: Arguments,
      source,
      dependsOn: [
        ...new Set([
          ...listOf(source.DependsOn, `${at}.DependsOn`).map(String),
          ...readsFrom(isCondition ? own : Arguments),
        ]),
      ],
      within,
    };
    if (isCondition) {
      const inside = (outcome: boolean) => ({ condition: name, outcome });
      yield* readSteps(
        listOf(IfSteps, `${at}.IfSteps`),
        `${at}.IfSteps`,
        inside(true),
      );
      yield* readSteps(
        listOf(ElseSteps, `${at}.ElseSteps`),
        `${at}.ElseSteps`,
        inside(false),
      );
    }
  }
}

/** Refuses names that are there twice or not at all, and steps that wait for each other. */
function checkOrder(steps: DefinedStep[]): void {
  const byName = new Map(steps.map(step => [step.name, step]));
  if (byName.size < steps.length) {
    const name = steps.find(step => byName.get(step.name) !== step)?.name;
    throw refused(`Step names must be unique: ${name} is there twice.`);
  }
  const done = new Set<string>();
  const visit = (step: DefinedStep, path: string[]): void => {
    if (path.includes(step.name)) {
      throw refused(
        `The steps wait for each other: ${[...path, step.name].join(' -> ')}.`,
      );
    }
    if (done.has(step.name)) {
      return;
    }
    const before = [
      ...step.dependsOn,
      ...(step.within ? [step.within.condition] : []),
    ];
    for (const name of before) {
      const dependency = byName.get(name);
      if (!dependency) {
        throw refused(
          `Step ${step.name} depends on ${name}, which is no step.`,
        );
      }
      visit(dependency, [...path, step.name]);
    }
    done.add(step.name);
  };
  steps.forEach(step => visit(step, []));
}

function readParameters(value: unknown): DefinedParameter[] {
  return listOf(value, 'Parameters').map((parameter, index) => {
    const { Name, Type, DefaultValue } = isRecord(parameter) ? parameter : {};
    if (typeof Name !== 'string' || !PARAMETER_TYPES.includes(String(Type))) {
      throw refused(`Parameter at 'Parameters[${index}]' is not valid.`);
    }
    return {
      name: Name,
      type: String(Type),
      default: DefaultValue === undefined ? undefined : String(DefaultValue),
    };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('It is not valid JSON.');
  }
}

function readDefinition(text: string): PipelineDefinition {
  const definition = parseJson(text);
  if (!isRecord(definition)) {
    throw refused('It must be an object.');
  }
  if (definition.Version !== '2020-12-01') {
    throw refused(
      `Value '${definition.Version}' at 'Version' failed to satisfy enum value set: [2020-12-01]`,
    );
  }
  const steps = [...readSteps(listOf(definition.Steps, 'Steps'), 'Steps')];
  if (steps.length === 0) {
    throw refused('It must have at least one step.');
  }
  checkOrder(steps);
  const experiment = definition.PipelineExperimentConfig;
  return {
    parameters: readParameters(definition.Parameters),
    experiment:
      experiment === null || isRecord(experiment) ? experiment : undefined,
    steps,
  };
}

/** How many definitions are kept as they were read: each step of each execution asks for one. */
const KEPT = 100;

const read = new Map<string, PipelineDefinition>();

/**
 * Reads a definition.
 *
 * @returns what others may get, too: nothing in it is to be changed
 * @throws AwsError ValidationException that says what is wrong with it
 */
export function parseDefinition(text: string): PipelineDefinition {
  const known = read.get(text);
  if (known) {
    return known;
  }
  const definition = readDefinition(text);
  if (read.size >= KEPT) {
    read.clear();
  }
  read.set(text, definition);
  return definition;
}
