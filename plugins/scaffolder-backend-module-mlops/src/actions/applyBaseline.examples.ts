import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Wait until the security baseline is in an account',
    example: `steps:
  - id: baseline
    name: Apply the security baseline
    action: mlops:account:baseline
    input:
      accounts:
        - environment: experimentation
          accountId: '123456789012'
`,
  },
];
