import { consoleUrl, signInUrl } from './consoleUrl';

const HOME =
  'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1';

describe('consoleUrl', () => {
  it.each([
    ['project/churn-prediction', '#/projects/churn-prediction'],
    ['model-package-group/churn', '#/model-packages/churn'],
    ['model-package/churn/3', '#/model-packages/churn'],
    ['endpoint/churn', '#/endpoints/churn'],
    ['domain/d-1', '#/studio/d-1'],
    ['notebook-instance/try', '#/notebook-instances/try'],
    ['training-job/churn-1', '#/jobs/churn-1'],
    ['processing-job/drift-1', '#/processing-jobs/drift-1'],
  ])('finds the page of the SageMaker resource %s', (resource, page) => {
    expect(
      consoleUrl(`arn:aws:sagemaker:eu-west-1:222222222222:${resource}`),
    ).toBe(`${HOME}${page}`);
  });

  it.each([
    [
      'arn:aws:codepipeline:eu-west-1:222222222222:churn-deploy',
      'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/churn-deploy/view?region=eu-west-1',
    ],
    [
      'arn:aws:kms:eu-west-1:222222222222:key/1234',
      'https://eu-west-1.console.aws.amazon.com/kms/home?region=eu-west-1#/kms/keys/1234',
    ],
    [
      'arn:aws:cloudtrail:eu-west-1:222222222222:trail/organization',
      'https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/trails/arn:aws:cloudtrail:eu-west-1:222222222222:trail/organization',
    ],
  ])('finds the page of %s', (arn, url) => {
    expect(consoleUrl(arn)).toBe(url);
  });

  it.each([
    ['aws-us-gov', 'us-gov-west-1.console.amazonaws-us-gov.com'],
    ['aws-cn', 'us-gov-west-1.console.amazonaws.cn'],
  ])('knows the console of the partition %s', (partition, host) => {
    expect(
      consoleUrl(
        `arn:${partition}:sagemaker:us-gov-west-1:222222222222:endpoint/churn`,
      ),
    ).toBe(
      `https://${host}/sagemaker/home?region=us-gov-west-1#/endpoints/churn`,
    );
  });

  it.each([
    ['no ARN', 'churn.customers'],
    ['an ARN that ends too early', 'arn:aws:sagemaker:eu-west-1'],
    [
      'what is only in Studio',
      'arn:aws:sagemaker:eu-west-1:222222222222:pipeline/churn',
    ],
    ['a type alone', 'arn:aws:sagemaker:eu-west-1:222222222222:endpoint'],
    ['a service it does not know', 'arn:aws:sns:eu-west-1:222222222222:topic'],
    ['an alias of a key', 'arn:aws:kms:eu-west-1:222222222222:alias/churn'],
    [
      'a partition it does not know',
      'arn:aws-iso:sagemaker:us-iso-east-1:222222222222:endpoint/churn',
    ],
    ['what is in no region', 'arn:aws:iam::222222222222:role/reader'],
  ])('has no page for %s', (_, arn) => {
    expect(consoleUrl(arn)).toBeUndefined();
  });
});

it('knows where one signs in to an account', () => {
  expect(signInUrl('222222222222')).toBe(
    'https://222222222222.signin.aws.amazon.com/console',
  );
});
