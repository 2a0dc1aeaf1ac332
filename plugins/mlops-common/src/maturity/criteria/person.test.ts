import { isPerson } from './person';

const session = (role: string, name: string) =>
  `arn:aws:sts::222222222222:assumed-role/${role}/${name}`;

it.each([
  'ada',
  'ada@example.com',
  'arn:aws:iam::222222222222:user/ada',
  session('AWSReservedSSO_DataScientist_1a2b', 'ada@example.com'),
  session('approver', 'ada'),
])('takes %s for a person', reviewer => {
  expect(isPerson(reviewer)).toBe(true);
});

it.each([
  'sagemaker.amazonaws.com',
  session('pipeline', 'SageMaker'),
  session('build', 'AWSCodeBuild-0a1b'),
  session('deploy', '1732450000000'),
  session('AWSServiceRoleForAmazonSageMaker', 'any'),
  session('AmazonSageMakerServiceCatalogProductsLambdaRole', 'approve'),
])('takes %s for a service', reviewer => {
  expect(isPerson(reviewer)).toBe(false);
});
