/** What the people of the example organization do, day by day. */
export type LifeWork =
  | { kind: 'live' }
  /** Somebody sees to it that a version gets through its CI/CD pipeline. */
  | {
      kind: 'follow-release';
      useCase: string;
      modelPackageArn: string;
      /** Of the CI/CD pipeline. */
      executionId: string;
    };
