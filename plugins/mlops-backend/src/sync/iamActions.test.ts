// What becomes unknown when the reader role lacks an action, and that nothing else does.
import { criteriaOf, readOnly } from '../__testUtils__/ask';
import { startPortal, startTestSandbox } from '../__testUtils__/portal';
import { ACCOUNT_COLLECTORS } from '../collectors';
import { DATA_LAKE_ACTIONS } from '../collectors/dataLake';
import { LIBRARY_ACTIONS } from '../collectors/library';
import { ORGANIZATION_ACTIONS } from '../collectors/organization';
import { ORGANIZATION_HISTORY_ACTIONS } from '../collectors/organizationHistory';

jest.setTimeout(180_000);

/** It meets every criterion. */
const NAME = 'fraud-detection';

const STUDIO = [
  'initial.studio',
  'initial.no-public-internet',
  'initial.customer-managed-keys',
  'repeatable.studio-from-service-catalog',
];
const PROJECTS = [
  'repeatable.project-from-library',
  'repeatable.repository',
  'scalable.supported-template',
];
const PIPELINES = [
  'repeatable.training-pipeline',
  'reliable.evaluation-gate',
  'reliable.bias-check',
  'reliable.explainability-check',
  'scalable.automated-retraining',
];
const REGISTRY = [
  'repeatable.model-registry',
  'reliable.approved-in-prod',
  'scalable.time-to-production',
];
const ENDPOINTS = [
  'reliable.test-before-prod',
  'reliable.approved-in-prod',
  'reliable.endpoint-security',
  'scalable.time-to-production',
];
const MONITORS = [
  'reliable.data-quality-monitor',
  'reliable.model-quality-monitor',
  'reliable.bias-monitor',
  'reliable.explainability-monitor',
];
const LIBRARY = [
  'repeatable.project-from-library',
  'scalable.supported-template',
];
/** Without its accounts nothing is known of a use case but its owner. */
const ALL_BUT_OWNER = 'all but initial.owner';

/** By action, the criteria that rest on it. */
const RESTS_ON: Record<string, string[] | typeof ALL_BUT_OWNER> = {
  'sagemaker:ListDomains': STUDIO,
  'sagemaker:DescribeDomain': STUDIO,
  'sagemaker:ListTags': STUDIO,
  'sagemaker:ListNotebookInstances': STUDIO,
  // It has no notebook instance to describe.
  'sagemaker:DescribeNotebookInstance': [],
  'kms:DescribeKey': [
    'initial.customer-managed-keys',
    'reliable.endpoint-security',
  ],
  'sagemaker:ListProjects': PROJECTS,
  'sagemaker:DescribeProject': PROJECTS,
  'cloudformation:ListStackResources': ['repeatable.repository'],
  'sagemaker:ListPipelines': PIPELINES,
  'sagemaker:DescribePipeline': PIPELINES,
  'sagemaker:ListPipelineExecutions': PIPELINES,
  'scheduler:ListSchedules': ['scalable.automated-retraining'],
  // A schedule starts its pipeline: that is enough, whatever the rules are.
  'events:ListRuleNamesByTarget': [],
  'events:DescribeRule': [],
  'sagemaker:ListExperiments': ['repeatable.experiments'],
  'sagemaker:ListMlflowTrackingServers': ['repeatable.experiments'],
  // A person approves in its CI/CD pipeline, too.
  'sagemaker:ListModelPackageGroups': REGISTRY,
  'sagemaker:ListModelPackages': REGISTRY,
  'sagemaker:DescribeModelPackage': REGISTRY,
  'sagemaker:ListModelCards': REGISTRY,
  'sagemaker:ListEndpoints': ENDPOINTS,
  'sagemaker:DescribeEndpoint': ENDPOINTS,
  'sagemaker:DescribeEndpointConfig': ENDPOINTS,
  'sagemaker:DescribeModel': ENDPOINTS,
  'sagemaker:ListMonitoringSchedules': MONITORS,
  'sagemaker:ListMonitoringExecutions': MONITORS,
  // A person approves versions in the registry, too.
  'codepipeline:ListPipelines': ['reliable.delivery-green'],
  'codepipeline:GetPipeline': ['reliable.delivery-green'],
  'codepipeline:ListPipelineExecutions': ['reliable.delivery-green'],
  'cloudtrail:DescribeTrails': ['reliable.audit-trail'],
  'cloudtrail:GetTrailStatus': ['reliable.audit-trail'],
  'ram:GetResourceShareAssociations': ['repeatable.data-lake'],
  'lakeformation:ListPermissions': ['repeatable.data-lake'],
  'servicecatalog:SearchProductsAsAdmin': LIBRARY,
  'servicecatalog:DescribeProductAsAdmin': LIBRARY,
  'servicecatalog:ListProvisioningArtifacts': LIBRARY,
  'organizations:ListRoots': ALL_BUT_OWNER,
  'organizations:ListOrganizationalUnitsForParent': ALL_BUT_OWNER,
  'organizations:ListAccountsForParent': ALL_BUT_OWNER,
  'organizations:ListPoliciesForTarget': ALL_BUT_OWNER,
  'organizations:ListTagsForResource': ALL_BUT_OWNER,
  // Only an account that moves while the tree is read is asked for.
  'organizations:DescribeAccount': [],
  // Whoever may not look up what changed reads all accounts.
  'cloudtrail:LookupEvents': [],
};

const sandbox = startTestSandbox();

afterEach(async () => {
  (await sandbox).faults.clear();
});

/** The criteria that are not met on a database that is new, by verdict. */
async function judgeAnew() {
  const portal = await startPortal({ sandbox: await sandbox });
  await readOnly(portal, NAME, 'group:default/risk');
  const criteria = await criteriaOf(portal, NAME);
  await portal.backend.stop();
  const those = (verdict: string) =>
    criteria
      .filter(criterion => criterion.verdict === verdict)
      .map(({ id }) => id)
      .sort();
  return {
    all: criteria.map(({ id }) => id).sort(),
    unmet: those('unmet'),
    unknown: those('unknown'),
  };
}

it('knows what rests on each action that a collector needs', () => {
  const declared = [
    ...ACCOUNT_COLLECTORS.flatMap(({ iamActions }) => iamActions),
    ...ORGANIZATION_ACTIONS,
    ...ORGANIZATION_HISTORY_ACTIONS,
    ...LIBRARY_ACTIONS,
    ...DATA_LAKE_ACTIONS,
  ];
  expect(Object.keys(RESTS_ON).sort()).toEqual([...new Set(declared)].sort());
});

it('meets every criterion with all actions', async () => {
  expect(await judgeAnew()).toMatchObject({ unmet: [], unknown: [] });
});

it.each(Object.entries(RESTS_ON))(
  'without %s, does not know what rests on it, and knows the rest',
  async (action, criteria) => {
    (await sandbox).faults.fail(action, {
      error: 'AccessDeniedException',
      status: 400,
    });
    const { all, unmet, unknown } = await judgeAnew();
    expect({ unmet, unknown }).toEqual({
      unmet: [],
      unknown:
        criteria === ALL_BUT_OWNER
          ? all.filter(id => id !== 'initial.owner')
          : [...criteria].sort(),
    });
  },
);
