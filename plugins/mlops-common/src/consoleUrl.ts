// Where the AWS console shows what has an ARN. Pure.

/** What a page is found by. */
interface Place {
  arn: string;
  region: string;
  /** What comes in the ARN after the account: `endpoint/churn`. */
  resource: string;
}

/** The host of the console in each partition of AWS. */
const HOSTS: Record<string, string> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
};

/** The pages of SageMaker, by the type of resource in the ARN; what is only in Studio, such as pipelines, has none. */
const SAGEMAKER_PAGES: Record<string, string> = {
  domain: 'studio',
  endpoint: 'endpoints',
  model: 'models',
  'model-package': 'model-packages',
  'model-package-group': 'model-packages',
  'notebook-instance': 'notebook-instances',
  'processing-job': 'processing-jobs',
  project: 'projects',
  'training-job': 'jobs',
};

function sageMakerPath({ region, resource }: Place): string | undefined {
  const [type, name] = resource.split('/');
  const page = SAGEMAKER_PAGES[type];
  // A version has no page of its own: it is on that of its group.
  return page && name
    ? `sagemaker/home?region=${region}#/${page}/${name}`
    : undefined;
}

/** The path of the page of a resource, by the service in the ARN. */
const PATHS: Record<string, (place: Place) => string | undefined> = {
  sagemaker: sageMakerPath,
  cloudtrail: ({ arn, region }) =>
    `cloudtrailv2/home?region=${region}#/trails/${arn}`,
  codepipeline: ({ region, resource }) =>
    `codesuite/codepipeline/pipelines/${resource}/view?region=${region}`,
  kms: ({ region, resource }) =>
    resource.startsWith('key/')
      ? `kms/home?region=${region}#/kms/keys/${resource.slice('key/'.length)}`
      : undefined,
};

/**
 * The page of the AWS console that shows a resource. It shows it to who is
 * signed in to the account of the resource.
 *
 * @returns undefined when the text is no ARN, or the console has no page for what it names
 */
export function consoleUrl(arn: string): string | undefined {
  const [prefix, partition, service, region, , ...rest] = arn.split(':');
  const host = HOSTS[partition];
  if (prefix !== 'arn' || !host || !region || rest.length === 0) {
    return undefined;
  }
  const path = PATHS[service]?.({
    arn,
    region,
    resource: rest.join(':'),
  });
  return path && `https://${region}.${host}/${path}`;
}

/** Where one signs in to an AWS account. */
export function signInUrl(accountId: string): string {
  return `https://${accountId}.signin.aws.amazon.com/console`;
}
