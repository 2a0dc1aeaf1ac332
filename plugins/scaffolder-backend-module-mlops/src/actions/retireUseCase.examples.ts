import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description:
      'Retire a use case; the name is typed twice, so that nothing is closed by mistake',
    example: `steps:
  - id: retire
    name: Close the accounts and retire the use case
    action: mlops:use-case:retire
    input:
      useCase: churn-prediction
      confirmation: churn-prediction
`,
  },
];
