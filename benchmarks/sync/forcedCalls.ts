// How many calls it takes to see that nothing changed in the seed `large`, when AWS has no other way to tell than its lists.

/** How many accounts a page of AWS Organizations has at most. */
const ACCOUNTS_PER_PAGE = 20;

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

/** The root and the units: how many accounts are right in each. */
function accountsOfParents(useCases: number): number[] {
  const [root, workloads, foundation] = [1, 0, 2];
  return [root, workloads, foundation, useCases, useCases, useCases, useCases];
}

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
  const ofTree = accountsOfParents(useCases).map(
    // Its policies, its units, its accounts.
    accounts => 2 + Math.max(1, Math.ceil(accounts / ACCOUNTS_PER_PAGE)),
  );
  const listRoots = 1;
  const searchProducts = 1;
  return (
    listRoots +
    ofTree.reduce((sum, calls) => sum + calls, 0) +
    searchProducts +
    2 * products -
    // Studio is a product, but no template: it has no versions to ask for.
    1 +
    DATA_LAKE +
    4 * useCases * LISTS_OF_ACCOUNT.length +
    useCases * Object.values(LISTS_OF_CONTENT).flat().length
  );
}
