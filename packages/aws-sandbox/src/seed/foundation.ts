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
import { daysBefore } from './time';

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
  { id: ACCOUNT_IDS.management, name: 'management', parentId: ROOT_ID },
  { id: ACCOUNT_IDS.governance, name: 'governance', parentId: foundation },
  { id: ACCOUNT_IDS.dataLake, name: 'data-lake', parentId: foundation },
];

const FULL_ACCESS = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

const GUARD_RAILS = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'StayInTheOrganization',
      Effect: 'Deny',
      Action: 'organizations:LeaveOrganization',
      Resource: '*',
    },
    {
      Sid: 'KeepTheAuditTrail',
      Effect: 'Deny',
      Action: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail'],
      Resource: '*',
    },
    {
      Sid: 'StudioInAVpc',
      Effect: 'Deny',
      Action: 'sagemaker:CreateDomain',
      Resource: '*',
      Condition: {
        StringNotEquals: { 'sagemaker:AppNetworkAccess': 'VpcOnly' },
      },
    },
  ],
};

function emptyState(accountQuota: number): State {
  return {
    version: 1,
    organization: {
      id: ORGANIZATION_ID,
      rootId: ROOT_ID,
      managementAccountId: ACCOUNT_IDS.management,
      accountQuota,
      baselineRoles: [ROLES.reader, ROLES.provisioner],
      readOnlyRoles: [ROLES.reader],
    },
    organizationalUnits: [],
    accounts: [],
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
    portfolio: {
      id: 'port-mlopslibrary0',
      name: 'MLOps library',
      providerName: 'Platform team',
      accountId: ACCOUNT_IDS.governance,
      pathId: 'lpv2-mlopslibrary0',
      sharedWith: [workloads],
    },
    products: [],
    provisionedProducts: [],
    records: [],
    domains: [],
    notebooks: [],
    projects: [],
    keys: [],
    tags: {},
    work: [],
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
  for (const unit of UNITS) {
    state.organizationalUnits.push({ ...unit, createdAt });
    attachDefaultPolicy(state, unit.id);
  }
  for (const { id, name, parentId } of ACCOUNTS) {
    state.accounts.push({
      id,
      name,
      email: `aws+${name}@${EMAIL_DOMAIN}`,
      state: 'ACTIVE',
      joinedMethod: id === ACCOUNT_IDS.management ? 'INVITED' : 'CREATED',
      joinedAt: createdAt,
      parentId,
      roles: [ROLES.reader, ROLES.provisioner],
    });
    attachDefaultPolicy(state, id);
  }
  state.policies.push({
    id: `p-${newId(state, 8)}`,
    name: GUARD_RAIL_POLICY,
    description: 'What no account of a use case may do',
    type: 'SERVICE_CONTROL_POLICY',
    awsManaged: false,
    content: JSON.stringify(GUARD_RAILS),
    targets: [workloads],
  });
  return state;
}
