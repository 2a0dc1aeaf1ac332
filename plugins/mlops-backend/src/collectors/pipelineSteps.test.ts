import { parsePipelineSteps } from './pipelineSteps';

function parse(...Steps: object[]) {
  return parsePipelineSteps(JSON.stringify({ Version: '2020-12-01', Steps }));
}

describe('parsePipelineSteps', () => {
  it('takes steps in the order in which they are declared, with those they name', () => {
    expect(
      parse(
        { Name: 'Prepare', Type: 'Processing', Arguments: {} },
        {
          Name: 'Train',
          Type: 'Training',
          Arguments: {},
          DependsOn: ['Prepare'],
        },
        { Name: 'Notify', Type: 'Lambda' },
      ),
    ).toEqual([
      { name: 'Prepare', type: 'Processing', dependsOn: [] },
      { name: 'Train', type: 'Training', dependsOn: ['Prepare'] },
      { name: 'Notify', type: 'Lambda', dependsOn: [] },
    ]);
  });

  it('finds the steps that a step reads from, each once and however deep', () => {
    expect(
      parse({
        Name: 'Evaluate',
        Type: 'Processing',
        DependsOn: ['Train-2'],
        Arguments: {
          ProcessingInputs: [
            {
              S3Uri: { Get: 'Steps.Train-2.ModelArtifacts.S3ModelArtifacts' },
            },
            {
              S3Uri: {
                'Std:Join': {
                  On: '/',
                  Values: [
                    { Get: 'Parameters.Bucket' },
                    { Get: "Steps.Call_it.OutputParameters['key']" },
                    { Get: 'Execution.PipelineExecutionId' },
                  ],
                },
              },
            },
          ],
          Environment: { TEXT: 'Steps.Nothing.Here' },
        },
      }),
    ).toEqual([
      {
        name: 'Evaluate',
        type: 'Processing',
        dependsOn: ['Train-2', 'Call_it'],
      },
    ]);
  });

  it('takes the steps inside of a condition, which depends on what its conditions read', () => {
    const accuracy = {
      'Std:JsonGet': {
        PropertyFile: { Get: 'Steps.Evaluate.PropertyFiles.Report' },
        Path: 'metrics.accuracy.value',
      },
    };
    const inner = {
      Name: 'IsFair',
      Type: 'Condition',
      Arguments: {
        Conditions: [{ Type: 'Not', Expression: { Get: 'Steps.Bias.Result' } }],
        IfSteps: [
          {
            Name: 'Register',
            Type: 'RegisterModel',
            Arguments: { ModelData: { Get: 'Steps.Train.ModelArtifacts.S3' } },
          },
        ],
        ElseSteps: [],
      },
    };
    expect(
      parse({
        Name: 'IsGood',
        Type: 'Condition',
        Arguments: {
          Conditions: [
            {
              Type: 'GreaterThanOrEqualTo',
              LeftValue: accuracy,
              RightValue: 0.8,
            },
          ],
          IfSteps: [inner],
          ElseSteps: [{ Name: 'Stop', Type: 'Fail', Arguments: {} }],
        },
      }),
    ).toEqual([
      { name: 'IsGood', type: 'Condition', dependsOn: ['Evaluate'] },
      {
        name: 'IsFair',
        type: 'Condition',
        dependsOn: ['Bias'],
        within: 'IsGood',
      },
      {
        name: 'Register',
        type: 'RegisterModel',
        dependsOn: ['Train'],
        within: 'IsFair',
      },
      { name: 'Stop', type: 'Fail', dependsOn: [], within: 'IsGood' },
    ]);
  });

  it.each([
    ['ClarifyCheck', 'DATA_BIAS', 'data-bias'],
    ['ClarifyCheck', 'MODEL_BIAS', 'model-bias'],
    ['ClarifyCheck', 'MODEL_EXPLAINABILITY', 'model-explainability'],
    ['QualityCheck', 'DATA_QUALITY', 'data-quality'],
    ['QualityCheck', 'MODEL_QUALITY', 'model-quality'],
  ])('knows %s of type %s as %s', (Type, CheckType, check) => {
    expect(
      parse({
        Name: 'Check',
        Type,
        CheckType,
        Arguments: { ProcessingInputs: [{ InputName: 'analysis_config' }] },
        // Beside the arguments, and read from as well.
        ModelName: { Get: 'Steps.CreateModel.ModelName' },
        SuppliedBaselineConstraints: null,
        SkipCheck: false,
      }),
    ).toEqual([
      { name: 'Check', type: Type, check, dependsOn: ['CreateModel'] },
    ]);
  });

  it('knows no check where there is none', () => {
    const steps = parse(
      { Name: 'A', Type: 'ClarifyCheck', Arguments: {} },
      { Name: 'B', Type: 'Training', CheckType: 'DATA_BIAS' },
    );
    expect(steps?.map(({ check }) => check)).toEqual([undefined, undefined]);
  });

  it.each([
    ['absent', undefined],
    ['no JSON', '{'],
    ['no object', '"Steps"'],
    ['without steps', '{"Version":"2020-12-01"}'],
    ['with a step that has no name', '{"Steps":[{"Type":"Training"}]}'],
    [
      'with such a step inside of a condition',
      JSON.stringify({
        Steps: [
          {
            Name: 'If',
            Type: 'Condition',
            Arguments: { IfSteps: [{ Type: 'Fail' }] },
          },
        ],
      }),
    ],
  ])('understands no definition that is %s', (_, definition) => {
    expect(parsePipelineSteps(definition)).toBeUndefined();
  });
});
