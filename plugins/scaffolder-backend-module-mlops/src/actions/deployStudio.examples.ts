import type { TemplateExample } from '@backstage/plugin-scaffolder-node';

export const examples: TemplateExample[] = [
  {
    description: 'Deploy Studio into all accounts that people work in, at once',
    example: `steps:
  - id: studio
    name: Deploy Studio
    action: mlops:studio:deploy
    input:
      useCase: churn-prediction
      accounts:
        - environment: experimentation
          accountId: '123456789012'
        - environment: dev
          accountId: '123456789013'
`,
  },
  {
    description: 'Deploy Studio into the experimentation account of a use case',
    example: `steps:
  - id: studio
    name: Deploy Studio
    action: mlops:studio:deploy
    input:
      accountId: '123456789012'
      useCase: churn-prediction
      environment: experimentation
`,
  },
];
