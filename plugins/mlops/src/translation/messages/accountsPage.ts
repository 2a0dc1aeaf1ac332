/** The page of accounts. */
export const accountsPageMessages = {
  accountsPage: {
    title: 'Accounts',
    description:
      'Every AWS account of a use case: one for each environment, each in the organizational unit that guards it.',
    search: 'Search accounts',
    searchPlaceholder: 'Name, id, email or organizational unit',
    filterByEnvironment: 'Filter by environment',
    allEnvironments: 'All environments',
    columnAccount: 'Account',
    columnUseCase: 'Use case',
    columnEnvironment: 'Environment',
    columnUnit: 'Organizational unit',
    columnStatus: 'Status',
    columnOwner: 'Owner',
    columnJoined: 'Joined',
    noOwner: 'Not registered',
    noUnit: 'Not known',
    seen: 'Seen {{age}}',
    count_one: '{{count}} account',
    count_other: '{{count}} accounts',
    error: 'The accounts could not be loaded',
    emptyTitle: 'No accounts yet',
    emptyText:
      'Accounts come with use cases: one for each environment. They are shown here once the portal has read them from AWS, which it does every few minutes.',
    noMatchTitle: 'No account matches',
    noMatchText: 'Try other words, another environment or all teams.',
  },
} as const;
