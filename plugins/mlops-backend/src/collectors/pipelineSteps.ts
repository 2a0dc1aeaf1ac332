// SageMaker's pipeline definition language, schema version 2020-12-01, as far as evidence needs it.
import type { PipelineStep } from '@mlops-portal/backstage-plugin-mlops-common';
import { z } from 'zod';

const CHECKS = ['ClarifyCheck', 'QualityCheck'];

const stepsSchema = z.array(
  z.looseObject({
    Name: z.string(),
    Type: z.string(),
    DependsOn: z.array(z.string()).nullish(),
    CheckType: z.unknown().optional(),
    Arguments: z
      .looseObject({
        IfSteps: z.array(z.unknown()).nullish(),
        ElseSteps: z.array(z.unknown()).nullish(),
      })
      .nullish(),
  }),
);

const definitionSchema = z.object({ Steps: z.array(z.unknown()) });

/** Names of the steps whose results a value refers to: `{ "Get": "Steps.Train.ModelArtifacts" }`, however deep. */
function* references(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const name =
      key === 'Get' && typeof item === 'string'
        ? /^Steps\.([\w-]+)/.exec(item)?.[1]
        : undefined;
    if (name) {
      yield name;
    }
    yield* references(item);
  }
}

/** `MODEL_BIAS` as `model-bias`. */
function checkOf(type: string, checkType: unknown): string | undefined {
  return CHECKS.includes(type) && typeof checkType === 'string'
    ? checkType.toLowerCase().replaceAll('_', '-')
    : undefined;
}

/** @throws ZodError when they are no steps */
function readSteps(declared: unknown, within?: string): PipelineStep[] {
  return stepsSchema.parse(declared).flatMap(step => {
    const { Name: name, Type: type, DependsOn, Arguments, ...others } = step;
    const { IfSteps, ElseSteps, ...own } = Arguments ?? {};
    return [
      {
        name,
        type,
        check: checkOf(type, others.CheckType),
        dependsOn: [
          ...new Set([...(DependsOn ?? []), ...references([own, others])]),
        ],
        within,
      },
      ...readSteps(IfSteps ?? [], name),
      ...readSteps(ElseSteps ?? [], name),
    ];
  });
}

/**
 * Reads the steps of a pipeline, those inside of a condition after it, in the
 * order in which they are declared. A step depends on those that it names, and
 * on those from whose results or property files it or its condition reads. What
 * a check looks at is its `CheckType`, as the SageMaker Python SDK writes it.
 *
 * @param definition - `PipelineDefinition` of `DescribePipeline`
 * @returns undefined when it cannot be understood
 */
export function parsePipelineSteps(
  definition: string | undefined,
): PipelineStep[] | undefined {
  try {
    const { Steps } = definitionSchema.parse(JSON.parse(definition ?? ''));
    return readSteps(Steps);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      return undefined;
    }
    throw error;
  }
}
