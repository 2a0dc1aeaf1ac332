/** Words that appear in many places. */
export const sharedMessages = {
  plugin: { title: 'MLOps' },
  stage: {
    none: 'Not yet initial',
    initial: 'Initial',
    repeatable: 'Repeatable',
    reliable: 'Reliable',
    scalable: 'Scalable',
  },
  age: { now: 'just now' },
  verdict: {
    met: 'Met',
    unmet: 'Not met',
    unknown: 'Unknown',
    waived: 'Waived',
  },
  list: {
    pageSize: 'Show {{number}}',
    clearFilters: 'Clear filters',
    pastEnd: 'Nothing on this page',
    firstPage: 'Go to the first page',
  },
  whose: { filter: 'Whose', all: 'All teams', mine: 'My teams' },
  lifecycle: { active: 'Active', retired: 'Retired', all: 'All' },
  environment: {
    experimentation: 'Experimentation',
    dev: 'Dev',
    test: 'Test',
    prod: 'Prod',
  },
  environmentShort: {
    experimentation: 'exp',
    dev: 'dev',
    test: 'test',
    prod: 'prod',
  },
  environmentHelp: {
    experimentation:
      'Try out ideas in SageMaker AI Studio, away from everything that serves customers.',
    dev: 'Build the chosen model again, repeatably, with pipelines and a model registry.',
    test: 'Prove a model version before it may serve: automated tests, then approval by a person.',
    prod: 'Serve the approved model version and monitor it.',
  },
  error: {
    retry: 'Try again',
    useCases: 'The use cases could not be loaded',
    maturity: 'The maturity of this use case could not be loaded',
    accounts: 'The accounts of this use case could not be loaded',
    projects: 'The projects of this use case could not be loaded',
    refresh: 'The evidence could not be refreshed',
    templates: 'The template library could not be loaded',
    groups: 'The groups of the catalog could not be loaded',
  },
  copy: {
    action: 'Copy {{what}}',
    done: 'Copied',
    failed: 'The browser did not allow copying',
  },
} as const;
