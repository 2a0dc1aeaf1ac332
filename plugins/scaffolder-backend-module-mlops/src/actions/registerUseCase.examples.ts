import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Register a use case for a team',
    example: `steps:
  - id: register
    name: Register the use case
    action: mlops:use-case:register
    input:
      name: churn-prediction
      title: Churn prediction
      description: Who is about to leave, and why
      owner: group:default/customer-intelligence
      costCenter: cc-4711
`,
  },
];
