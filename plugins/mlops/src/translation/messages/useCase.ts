/** The page of one use case. */
export const useCaseMessages = {
  retirement: {
    action: 'Retire use case',
    retired: 'Retired {{age}} by {{who}}',
    retiredText:
      'Its AWS accounts are closed. AWS keeps them for 90 days, in which the platform team can have them reopened; then they are deleted for good. Nothing can be added to it. What is shown here is its history: the stage it had reached, and the evidence for it.',
    begun: 'Being retired: begun {{age}} by {{who}}',
    begunText:
      'Its AWS accounts are being closed, and nothing can be added to it. When that was interrupted, Retire use case closes what is left.',
    retiredShort: 'Retired {{age}}',
    begunShort: 'Being retired',
  },
  accounts: {
    title: 'Accounts',
    seen: 'Seen {{age}}',
    joined: 'Joined {{age}}',
    id: 'account id',
    idOf: 'Account id {{id}}',
    unit: 'Organizational unit {{unit}}',
    unknownUnit: 'Organizational unit not known',
    none: 'No account',
    add: 'Add account',
    addOf: 'Add {{environment}} account',
    status: '{{environment}}: {{status}}',
    statusNone: '{{environment}}: no account',
    unknown: 'The accounts are not known',
    notCollected:
      'Accounts are shown here once the portal has read them from AWS, which it does within a few minutes.',
  },
  projects: {
    title: 'SageMaker projects',
    template: 'From {{name}} {{version}}',
    noTemplate: 'From no template of the library',
    created: 'Created {{age}}',
    unknown: 'The projects in {{environment}} are not known',
    emptyRetired: 'It had no SageMaker project.',
    empty:
      'No SageMaker project yet. A project launched from the template library brings repositories, pipelines and guard rails with it.',
    add: 'Add project',
  },
  maturity: {
    advance:
      'Or have the portal add all that it can by itself: accounts, Studio and a project.',
    title: 'Maturity',
    checked: 'Checked {{age}}',
    waiver: 'Waived until {{until}}',
    countsWaived: '{{waived}} waived',
    refresh: 'Refresh',
    refreshing: 'Refreshing: this asks AWS and takes a moment',
    notEvaluatedTitle: 'Not evaluated yet',
    notEvaluatedText:
      'The portal works out the stage from what it sees in AWS, at the next collection of evidence. Refresh does it now.',
    staleTitle:
      'Some of the evidence is older than the last attempt to read it',
    next: 'Next best step',
    nextTowards: 'Next best step, towards “{{criterion}}”',
    nextAllReached: 'Every stage is reached. Nothing is missing.',
    nextNotAssessed:
      'Every stage that this version of the portal judges is reached.',
    nextUnknown:
      'What is missing for {{stage}} could not be judged. The reasons are below.',
    stageReached: 'Reached',
    stageNext: 'Next',
    stageLater: 'Later',
    counts: '{{met}} of {{total}} met',
    countsUnknown: '{{met}} of {{total}} met, {{unknown}} unknown',
    notAssessed: 'This version of the portal does not judge this stage yet.',
    ladder: 'Stages',
    why: 'Why it matters',
    facts: 'Evidence',
    noFacts: 'Nothing was seen.',
    remedy: 'How to fix it',
    source: 'Rests on {{source}}',
    run: 'Run {{template}}',
  },
} as const;
