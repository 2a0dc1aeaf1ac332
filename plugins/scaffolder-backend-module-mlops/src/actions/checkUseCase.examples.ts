import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Check a request before anything is created',
    example: `steps:
  - id: check
    name: Check the request
    action: mlops:use-case:check
    input:
      name: churn-prediction
      owner: group:default/customer-intelligence
      environments: [experimentation, dev]
      projectTemplate: train-and-register
`,
  },
];
