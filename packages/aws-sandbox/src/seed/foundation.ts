// The organization before the first use case: units, shared accounts, policies.
import {
  ACCOUNT_IDS,
  EMAIL_DOMAIN,
  GUARD_RAIL_POLICY,
  ORGANIZATION_ID,
  ORGANIZATIONAL_UNIT_IDS,
  ROLES,
  ROOT_ID,
} from '../constants';
import { newId } from '../ids';
import {
  attachDefaultPolicy,
  DEFAULT_POLICY_ID,
} from '../services/organizations/policies';
import type { State } from '../state/model';
import { foundationFile } from './files';
import { addStackSets, deployPortalRoles } from './stacks';
import { at, daysBefore } from './time';

const {
  workloads,
  experimentation,
  development,
  testing,
  production,
  foundation,
} = ORGANIZATIONAL_UNIT_IDS;

const UNITS = [
  { id: workloads, name: 'ML workloads', parentId: ROOT_ID },
  { id: experimentation, name: 'Experimentation', parentId: workloads },
  { id: development, name: 'Development', parentId: workloads },
  { id: testing, name: 'Testing', parentId: workloads },
  { id: production, name: 'Production', parentId: workloads },
  { id: foundation, name: 'Foundation', parentId: ROOT_ID },
];

const ACCOUNTS = [
  {
    id: ACCOUNT_IDS.management,
    name: 'management',
    parentId: ROOT_ID,
    kind: 'management',
  },
  {
    id: ACCOUNT_IDS.governance,
    name: 'governance',
    parentId: foundation,
    kind: 'governance',
  },
  {
    id: ACCOUNT_IDS.dataLake,
    name: 'data-lake',
    parentId: foundation,
    kind: 'data-lake',
  },
] as const;

const FULL_ACCESS = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** The service control policies of the foundation, by their names. */
const POLICIES = {
  [GUARD_RAIL_POLICY]: 'What no account of a use case may do',
  'mlops-baseline-protection':
    'The baseline of an account stays as it was deployed',
  'mlops-regions': 'Accounts of use cases work in these regions only',
};

/** The state of an organization that has neither units nor accounts. */
export function emptyState(accountQuota: number): State {
  return {
    version: 3,
    organization: {
      id: ORGANIZATION_ID,
      rootId: ROOT_ID,
      managementAccountId: ACCOUNT_IDS.management,
      accountQuota,
      stackSetsAccess: true,
      readOnlyRoles: [ROLES.reader],
      policyTypes: ['SERVICE_CONTROL_POLICY'],
      trustedServices: [],
      delegatedAdministrators: [],
      emailsElsewhere: [],
    },
    organizationalUnits: [],
    accounts: [],
    roles: [],
    users: [],
    creations: [],
    policies: [
      {
        id: DEFAULT_POLICY_ID,
        name: 'FullAWSAccess',
        description: 'Allows access to every operation',
        type: 'SERVICE_CONTROL_POLICY',
        awsManaged: true,
        content: JSON.stringify(FULL_ACCESS),
        targets: [ROOT_ID],
      },
    ],
    sessions: [],
    portfolios: [],
    products: [],
    provisionedProducts: [],
    records: [],
    domains: [],
    notebooks: [],
    models: [],
    endpointConfigs: [],
    endpoints: [],
    monitoringDefinitions: [],
    monitoringSchedules: [],
    monitoringExecutions: {},
    monitoringDrift: {},
    pipelines: [],
    pipelineExecutions: [],
    experiments: [],
    trials: [],
    trialComponents: [],
    trackingServers: [],
    modelPackageGroups: [],
    modelPackages: [],
    modelCards: [],
    projects: [],
    keys: [],
    buckets: [],
    templates: {},
    stacks: [],
    changeSets: [],
    stackSets: [],
    stackInstances: [],
    stackSetOperations: [],
    codeRepositories: [],
    deliveryPipelines: [],
    deliveryExecutions: [],
    schedules: [],
    eventRules: [],
    resourceShares: [],
    lakeGrants: [],
    trails: [],
    costFactors: [],
    tags: {},
    trail: [],
    work: [],
    clockOffset: 0,
    sequence: 0,
  };
}

/**
 * The state of an organization that is ready for use cases and has none.
 *
 * @param now - milliseconds since 1970
 */
export function createFoundation(now: number, accountQuota: number): State {
  const state = emptyState(accountQuota);
  const createdAt = daysBefore(now, 600);
  const context = at(state, createdAt);
  for (const unit of UNITS) {
    state.organizationalUnits.push({ ...unit, createdAt });
    attachDefaultPolicy(state, unit.id);
  }
  for (const { id, name, parentId, kind } of ACCOUNTS) {
    state.accounts.push({
      id,
      name,
      email: `aws+${name}@${EMAIL_DOMAIN}`,
      state: 'ACTIVE',
      joinedMethod: id === ACCOUNT_IDS.management ? 'INVITED' : 'CREATED',
      joinedAt: createdAt,
      parentId,
    });
    attachDefaultPolicy(state, id);
    deployPortalRoles(context, id, kind);
  }
  addStackSets(context);
  for (const [name, description] of Object.entries(POLICIES)) {
    const file = foundationFile(`service-control-policies/${name}.json`);
    state.policies.push({
      id: `p-${newId(state, 8)}`,
      name,
      description,
      type: 'SERVICE_CONTROL_POLICY',
      awsManaged: false,
      content: JSON.stringify(JSON.parse(file)),
      targets: [workloads],
    });
  }
  return state;
}
