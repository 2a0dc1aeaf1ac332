import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Launch a project from the newest version of a template',
    example: `steps:
  - id: project
    name: Launch the SageMaker project
    action: mlops:project:launch
    input:
      accountId: '123456789012'
      useCase: churn-prediction
      product: train-and-register
`,
  },
  {
    description: 'Launch a project from a certain version, with parameters',
    example: `steps:
  - id: project
    name: Launch the SageMaker project
    action: mlops:project:launch
    input:
      accountId: '123456789012'
      useCase: churn-prediction
      product: train-and-register
      version: 1.0.0
      parameters:
        ModelName: churn
`,
  },
];
