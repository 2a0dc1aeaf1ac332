// How many calls it takes to see that nothing changed in the seed `large`, when AWS has no other way to tell than its lists.

/** The lists of an account that have one page each, and are asked for whatever is in it. */
const LISTS_OF_ACCOUNT = [
  'ListDomains',
  'ListNotebookInstances',
  'ListProjects',
  'ListPipelines',
  'ListExperiments',
  'ListMlflowTrackingServers',
  'ListModelPackageGroups',
  'ListModelCards',
  'ListEndpoints',
  'ListMonitoringSchedules',
  'codepipeline:ListPipelines',
  'cloudtrail:DescribeTrails',
];

/** The lists about what is in dev and prod alone; one page each holds it. */
const LISTS_OF_CONTENT = {
  dev: ['ListSchedules', 'ListRuleNamesByTarget', 'ListModelPackages'],
  prod: ['ListMonitoringExecutions'],
};

/** Of the data-lake account: `GetResourceShareAssociations` of principals and of resources, and `ListPermissions`. */
const DATA_LAKE = 3;

/**
 * Counts the calls from what there is.
 *
 * @param products - of the template library: AWS tells of each by itself whether it is one, and its versions
 */
export function forcedCalls({
  useCases,
  products,
}: {
  useCases: number;
  products: number;
}): number {
  // Of the accounts of the organization: one page tells that nothing changed.
  const lookupEvents = 1;
  const searchProducts = 1;
  return (
    lookupEvents +
    searchProducts +
    2 * products -
    // Studio is a product, but no template: it has no versions to ask for.
    1 +
    DATA_LAKE +
    4 * useCases * LISTS_OF_ACCOUNT.length +
    useCases * Object.values(LISTS_OF_CONTENT).flat().length
  );
}
