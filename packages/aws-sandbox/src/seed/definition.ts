// Definitions of pipelines, as the SageMaker Python SDK writes them.
import type { SeedCheck, SeedPipeline } from './practice';

/** Where a pipeline works. */
export interface PipelineSite {
  /** Of the jobs. */
  roleArn: string;
  bucket: string;
  kmsKeyArn: string;
  subnets: string[];
  securityGroup: string;
  /** Of the data lake. */
  database: string;
}

/** What a training pipeline is to have. */
export interface TrainingOptions extends Pick<SeedPipeline, 'gate' | 'checks'> {
  /** The model package group that versions are registered in. */
  group: string;
}

type Json = Record<string, unknown>;

const REGISTRY = '141502667606.dkr.ecr.eu-west-1.amazonaws.com';
const IMAGES = {
  processing: `${REGISTRY}/sagemaker-scikit-learn:1.2-1-cpu-py3`,
  training: `${REGISTRY}/sagemaker-xgboost:1.7-1`,
  monitor:
    '468650794304.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer',
  clarify:
    '131013547314.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-clarify-processing:1.0',
};

const parameter = (name: string) => ({ Get: `Parameters.${name}` });
const uri = ({ bucket }: PipelineSite, path: string) =>
  `s3://${bucket}/${path}`;

function network({ subnets, securityGroup }: PipelineSite): Json {
  return { SecurityGroupIds: [securityGroup], Subnets: subnets };
}

function cluster({ kmsKeyArn }: PipelineSite): Json {
  return {
    InstanceCount: 1,
    InstanceType: parameter('InstanceType'),
    VolumeSizeInGB: 30,
    VolumeKmsKeyId: kmsKeyArn,
  };
}

function input(name: string, source: unknown): Json {
  return {
    InputName: name,
    S3Input: {
      S3Uri: source,
      LocalPath: `/opt/ml/processing/input/${name}`,
      S3DataType: 'S3Prefix',
      S3InputMode: 'File',
    },
  };
}

function output(site: PipelineSite, step: string, name: string): Json {
  return {
    OutputName: name,
    S3Output: {
      S3Uri: uri(site, `${step}/${name}`),
      LocalPath: `/opt/ml/processing/output/${name}`,
      S3UploadMode: 'EndOfJob',
    },
  };
}

function processing(
  site: PipelineSite,
  step: string,
  options: { image: string; inputs: Json[]; outputs: string[] },
): Json {
  return {
    ProcessingResources: { ClusterConfig: cluster(site) },
    AppSpecification: { ImageUri: options.image },
    RoleArn: site.roleArn,
    ProcessingInputs: options.inputs,
    ProcessingOutputConfig: {
      KmsKeyId: site.kmsKeyArn,
      Outputs: options.outputs.map(name => output(site, step, name)),
    },
    NetworkConfig: {
      EnableNetworkIsolation: false,
      VpcConfig: network(site),
    },
  };
}

const prepared = (name: string) => ({
  Get: `Steps.Prepare.ProcessingOutputConfig.Outputs['${name}'].S3Output.S3Uri`,
});
const trained = { Get: 'Steps.Train.ModelArtifacts.S3ModelArtifacts' };

function prepare(site: PipelineSite): Json {
  return {
    Name: 'Prepare',
    Type: 'Processing',
    Arguments: processing(site, 'Prepare', {
      image: IMAGES.processing,
      inputs: [
        {
          InputName: 'lake',
          DatasetDefinition: {
            AthenaDatasetDefinition: {
              Catalog: 'AwsDataCatalog',
              Database: site.database,
              QueryString: `SELECT * FROM ${site.database}.features`,
              OutputFormat: 'PARQUET',
              OutputS3Uri: uri(site, 'Prepare/query'),
            },
            LocalPath: '/opt/ml/processing/input/lake',
          },
        },
      ],
      outputs: ['train', 'validation', 'test'],
    }),
  };
}

function train(site: PipelineSite, after: string[]): Json {
  return {
    Name: 'Train',
    Type: 'Training',
    ...(after.length > 0 && { DependsOn: after }),
    Arguments: {
      AlgorithmSpecification: {
        TrainingImage: IMAGES.training,
        TrainingInputMode: 'File',
      },
      HyperParameters: { max_depth: '6', eta: '0.2', num_round: '200' },
      InputDataConfig: ['train', 'validation'].map(name => ({
        ChannelName: name,
        ContentType: 'text/csv',
        DataSource: {
          S3DataSource: {
            S3DataType: 'S3Prefix',
            S3Uri: prepared(name),
            S3DataDistributionType: 'FullyReplicated',
          },
        },
      })),
      OutputDataConfig: {
        S3OutputPath: uri(site, 'Train'),
        KmsKeyId: site.kmsKeyArn,
      },
      ResourceConfig: cluster(site),
      StoppingCondition: { MaxRuntimeInSeconds: 7200 },
      EnableNetworkIsolation: true,
      EnableInterContainerTrafficEncryption: true,
      VpcConfig: network(site),
      RoleArn: site.roleArn,
    },
  };
}

function evaluate(site: PipelineSite): Json {
  return {
    Name: 'Evaluate',
    Type: 'Processing',
    Arguments: processing(site, 'Evaluate', {
      image: IMAGES.processing,
      inputs: [input('model', trained), input('test', prepared('test'))],
      outputs: ['evaluation'],
    }),
    PropertyFiles: [
      {
        PropertyFileName: 'EvaluationReport',
        OutputName: 'evaluation',
        FilePath: 'evaluation.json',
      },
    ],
  };
}

/** The steps of the checks, in words. */
const CHECK_STEPS: Record<SeedCheck, string> = {
  DATA_QUALITY: 'CheckDataQuality',
  DATA_BIAS: 'CheckDataBias',
  MODEL_QUALITY: 'CheckModelQuality',
  MODEL_BIAS: 'CheckModelBias',
  MODEL_EXPLAINABILITY: 'CheckExplainability',
};

function check(site: PipelineSite, type: SeedCheck, group: string): Json {
  const isQuality = type === 'DATA_QUALITY' || type === 'MODEL_QUALITY';
  const name = CHECK_STEPS[type];
  return {
    Name: name,
    Type: isQuality ? 'QualityCheck' : 'ClarifyCheck',
    ...(!type.startsWith('DATA') && { DependsOn: ['Evaluate'] }),
    CheckType: type,
    ModelPackageGroupName: group,
    SkipCheck: false,
    RegisterNewBaseline: false,
    FailOnViolation: true,
    Arguments: processing(site, name, {
      image: isQuality ? IMAGES.monitor : IMAGES.clarify,
      inputs: [input('dataset', prepared('train'))],
      outputs: ['result'],
    }),
  };
}

function register({ group }: TrainingOptions): Json {
  return {
    Name: 'Register',
    Type: 'RegisterModel',
    Arguments: {
      ModelPackageGroupName: group,
      ModelApprovalStatus: parameter('ModelApprovalStatus'),
      InferenceSpecification: {
        Containers: [{ Image: IMAGES.training, ModelDataUrl: trained }],
        SupportedContentTypes: ['text/csv'],
        SupportedResponseMIMETypes: ['text/csv'],
        SupportedRealtimeInferenceInstanceTypes: ['ml.m5.large'],
      },
      ModelMetrics: {
        ModelQuality: {
          Statistics: {
            ContentType: 'application/json',
            S3Uri: {
              Get: "Steps.Evaluate.ProcessingOutputConfig.Outputs['evaluation'].S3Output.S3Uri",
            },
          },
        },
      },
    },
  };
}

/** The report of an evaluation has the metrics of its kind of model. */
const REPORTS = {
  auc: 'binary_classification_metrics',
  mape: 'regression_metrics',
};

function gated(
  gate: NonNullable<SeedPipeline['gate']>,
  step: Json,
  after: string[],
): Json {
  const isFloor = gate.metric === 'auc';
  return {
    Name: 'IsGoodEnough',
    Type: 'Condition',
    ...(after.length > 0 && { DependsOn: after }),
    Arguments: {
      Conditions: [
        {
          Type: isFloor ? 'GreaterThanOrEqualTo' : 'LessThanOrEqualTo',
          LeftValue: {
            'Std:JsonGet': {
              PropertyFile: {
                Get: 'Steps.Evaluate.PropertyFiles.EvaluationReport',
              },
              Path: `${REPORTS[gate.metric]}.${gate.metric}.value`,
            },
          },
          RightValue: parameter('Threshold'),
        },
      ],
      IfSteps: [step],
      ElseSteps: [
        {
          Name: 'NotGoodEnough',
          Type: 'Fail',
          Arguments: {
            ErrorMessage: {
              'Std:Join': {
                On: ' ',
                Values: [
                  `The ${gate.metric} is not`,
                  isFloor ? 'at least' : 'at most',
                  parameter('Threshold'),
                ],
              },
            },
          },
        },
      ],
    },
  };
}

function definition(parameters: Json[], steps: Json[]): Json {
  return {
    Version: '2020-12-01',
    Metadata: {},
    Parameters: [
      { Name: 'InstanceType', Type: 'String', DefaultValue: 'ml.m5.xlarge' },
      ...parameters,
    ],
    PipelineExperimentConfig: {
      ExperimentName: { Get: 'Execution.PipelineName' },
      TrialName: { Get: 'Execution.PipelineExecutionId' },
    },
    Steps: steps,
  };
}

/**
 * The definition of a pipeline that trains a model, evaluates it, checks what
 * it is to check and registers a version: only when it is good enough, if there
 * is a gate.
 *
 * @returns JSON
 */
export function trainingDefinition(
  site: PipelineSite,
  options: TrainingOptions,
): string {
  const { gate, checks = [], group } = options;
  const isOfData = (type: SeedCheck) => type.startsWith('DATA');
  const named = (types: SeedCheck[]) => types.map(type => CHECK_STEPS[type]);
  const ofData = checks.filter(isOfData);
  const ofModel = checks.filter(type => !isOfData(type));
  const registering = register(options);
  const parameters: Json[] = [
    {
      Name: 'ModelApprovalStatus',
      Type: 'String',
      DefaultValue: 'PendingManualApproval',
    },
  ];
  if (gate) {
    const threshold = gate.metric === 'auc' ? gate.atLeast : gate.atMost;
    parameters.push({
      Name: 'Threshold',
      Type: 'Float',
      DefaultValue: threshold,
    });
  }
  return JSON.stringify(
    definition(parameters, [
      prepare(site),
      ...ofData.map(type => check(site, type, group)),
      train(site, named(ofData)),
      evaluate(site),
      ...ofModel.map(type => check(site, type, group)),
      gate ? gated(gate, registering, named(ofModel)) : registering,
    ]),
  );
}

/**
 * The definition of a pipeline that has a model predict for new data.
 *
 * @returns JSON
 */
export function batchDefinition(site: PipelineSite, model: string): string {
  const transform = {
    Name: 'Predict',
    Type: 'Transform',
    Arguments: {
      ModelName: model,
      TransformInput: {
        ContentType: 'text/csv',
        SplitType: 'Line',
        DataSource: {
          S3DataSource: { S3DataType: 'S3Prefix', S3Uri: prepared('test') },
        },
      },
      TransformOutput: {
        S3OutputPath: uri(site, 'Predict'),
        KmsKeyId: site.kmsKeyArn,
      },
      TransformResources: {
        InstanceCount: 1,
        InstanceType: parameter('InstanceType'),
        VolumeKmsKeyId: site.kmsKeyArn,
      },
    },
  };
  return JSON.stringify({
    ...definition([], [prepare(site), transform]),
    // Predictions are no experiment.
    PipelineExperimentConfig: null,
  });
}
