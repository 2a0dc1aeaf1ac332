import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Approve a version of a model',
    example: `steps:
  - id: review
    name: Review the model version
    action: mlops:model:review
    input:
      accountId: '123456789012'
      modelPackageArn: arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn-prediction/3
      useCase: churn-prediction
      decision: approve
`,
  },
  {
    description:
      'Reject a version of a model, with the reason; the use case is that of the account',
    example: `steps:
  - id: review
    name: Review the model version
    action: mlops:model:review
    input:
      accountId: '123456789012'
      modelPackageArn: arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn-prediction/4
      decision: reject
      comment: It is worse than version 3 for customers who joined this year.
`,
  },
];
