// Custom resources run a function of the template on AWS. The sandbox runs no code: it knows what the functions of the
// foundation do, by the type of their resource, and does that.
import { isTrusted } from '../../services/organizations/serviceAccess';
import { requirePortfolio } from './serviceCatalog';
import { StackError } from '../StackError';
import {
  generatedName,
  required,
  without,
  type ResourceType,
} from './ResourceType';

/** What every custom resource has to have. */
function checkServiceToken(
  properties: Record<string, unknown>,
  logicalId: string,
): void {
  required(properties, logicalId, 'ServiceToken');
}

function failure(message: string): StackError {
  return new StackError(
    `Received response status [FAILED] from custom resource. Message returned: ${message}`,
  );
}

/** Custom::LibraryShare of governance.yaml: shares a portfolio with an organizational unit. */
const libraryShare: ResourceType = {
  create(context, place, logicalId, properties) {
    checkServiceToken(properties, logicalId);
    const portfolioId = required(properties, logicalId, 'PortfolioId');
    const unitId = required(properties, logicalId, 'OrganizationalUnitId');
    const { sharedWith } = requirePortfolio(context, place, portfolioId);
    if (!isTrusted(context.state, 'servicecatalog.amazonaws.com')) {
      throw failure(
        'InvalidParametersException: AWS Organizations access is not enabled.',
      );
    }
    if (!context.state.organizationalUnits.some(({ id }) => id === unitId)) {
      throw failure(
        `ResourceNotFoundException: OrganizationalUnit ${unitId} not found.`,
      );
    }
    if (!sharedWith.includes(unitId)) {
      sharedWith.push(unitId);
    }
    return {
      physicalId: `${portfolioId}/${unitId}`,
      awsSeconds: 20,
      undo: () => without(sharedWith, unitId),
    };
  },
  remove({ state }, _place, physicalId) {
    const [portfolioId, unitId] = physicalId.split('/');
    const found = state.portfolios.find(({ id }) => id === portfolioId);
    without(found?.sharedWith ?? [], unitId);
  },
  attributes: () => ({}),
};

/** Custom::AccountSettings of account-baseline.yaml: settings that no API of the sandbox shows. */
const accountSettings: ResourceType = {
  create(_context, _place, logicalId, properties) {
    checkServiceToken(properties, logicalId);
    return { physicalId: 'mlops-account-settings', undo: () => undefined };
  },
  update: (_context, _place, physicalId) => ({
    physicalId,
    undo: () => undefined,
  }),
  remove: () => undefined,
  attributes: () => ({}),
};

/** Others have a physical id and no more: what their function does is not known. */
const unknown: ResourceType = {
  create(context, place, logicalId, properties) {
    checkServiceToken(properties, logicalId);
    return {
      physicalId: generatedName(context, place, logicalId),
      undo: () => undefined,
    };
  },
  update: accountSettings.update,
  remove: () => undefined,
  attributes: () => ({}),
};

const EFFECTS: Record<string, ResourceType> = {
  'Custom::LibraryShare': libraryShare,
  'Custom::AccountSettings': accountSettings,
};

/** The type of a custom resource. */
export function customType(type: string): ResourceType {
  return EFFECTS[type] ?? unknown;
}
