/** What stands beside the overview on the page of a use case. */
export const entityTabsMessages = {
  entityTabs: {
    accounts: 'Accounts',
    models: 'Models',
    pipelines: 'Pipelines and monitors',
    cost: 'Cost',
    activity: 'Activity',
  },
} as const;
