import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Two accounts for a use case, at the same time',
    example: `steps:
  - id: accounts
    name: Provision AWS accounts
    action: mlops:account:provision
    input:
      useCase: churn-prediction
      environments: [experimentation, dev]
`,
  },
];
