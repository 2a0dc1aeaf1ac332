// A pipeline for tests: prepares, trains, evaluates, and registers a model that is good enough.

const metric = (name: string) => ({
  'Std:JsonGet': {
    PropertyFile: { Get: 'Steps.Evaluate.PropertyFiles.EvaluationReport' },
    Path: `binary_classification_metrics.${name}.value`,
  },
});

const job = (Name: string, Type: string, reads?: string) => ({
  Name,
  Type,
  Arguments: reads
    ? { Input: { Get: `Steps.${reads}.ProcessingOutputConfig.Outputs` } }
    : {},
});

/** The definition of a pipeline that registers its model when its accuracy reaches a parameter. */
export const GATED = {
  Version: '2020-12-01',
  Parameters: [
    { Name: 'MinimumAccuracy', Type: 'Float', DefaultValue: 0.7 },
    {
      Name: 'ModelApprovalStatus',
      Type: 'String',
      DefaultValue: 'PendingManualApproval',
    },
  ],
  Steps: [
    job('Prepare', 'Processing'),
    job('Train', 'Training', 'Prepare'),
    job('Evaluate', 'Processing', 'Train'),
    {
      ...job('CheckBias', 'ClarifyCheck'),
      DependsOn: ['Train'],
      CheckType: 'MODEL_BIAS',
      ModelPackageGroupName: 'churn',
    },
    {
      Name: 'IsGoodEnough',
      Type: 'Condition',
      Arguments: {
        Conditions: [
          {
            Type: 'GreaterThanOrEqualTo',
            LeftValue: metric('accuracy'),
            RightValue: { Get: 'Parameters.MinimumAccuracy' },
          },
        ],
        IfSteps: [
          {
            Name: 'Register',
            Type: 'RegisterModel',
            Arguments: {
              ModelPackageGroupName: 'churn',
              ModelApprovalStatus: { Get: 'Parameters.ModelApprovalStatus' },
              CustomerMetadataProperties: { dataset: 'customers' },
              InferenceSpecification: {
                Containers: [
                  {
                    Image:
                      '141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:1.7-1',
                    ModelDataUrl: {
                      Get: 'Steps.Train.ModelArtifacts.S3ModelArtifacts',
                    },
                  },
                ],
                SupportedContentTypes: ['text/csv'],
                SupportedResponseMIMETypes: ['text/csv'],
              },
            },
          },
        ],
        ElseSteps: [
          {
            Name: 'NotGoodEnough',
            Type: 'Fail',
            Arguments: {
              ErrorMessage: {
                'Std:Join': {
                  On: ' ',
                  Values: [
                    'The accuracy is below',
                    { Get: 'Parameters.MinimumAccuracy' },
                  ],
                },
              },
            },
          },
        ],
      },
    },
  ],
};
