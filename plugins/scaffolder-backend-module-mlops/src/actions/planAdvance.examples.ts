import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Find out what a use case lacks for its next stage',
    example: `steps:
  - id: plan
    name: See what is missing
    action: mlops:use-case:plan
    input:
      useCase: churn-prediction
      projectTemplate: train-and-register
`,
  },
];
