// Who may import whom among the packages of this repository. Each package's .eslintrc.js asks here.
const { basename } = require('node:path');
const createConfig = require('@backstage/cli/config/eslint-factory');

const PACKAGES = {
  'mlops-common': '@mlops-portal/backstage-plugin-mlops-common',
  'mlops-node': '@mlops-portal/backstage-plugin-mlops-node',
  'mlops-backend': '@mlops-portal/backstage-plugin-mlops-backend',
  mlops: '@mlops-portal/backstage-plugin-mlops',
  'catalog-backend-module-mlops':
    '@mlops-portal/backstage-plugin-catalog-backend-module-mlops',
  'scaffolder-backend-module-mlops':
    '@mlops-portal/backstage-plugin-scaffolder-backend-module-mlops',
  'aws-sandbox': '@mlops-portal/aws-sandbox',
};

const MAY_IMPORT = {
  'mlops-common': [],
  'mlops-node': ['mlops-common'],
  'mlops-backend': ['mlops-common', 'mlops-node'],
  'catalog-backend-module-mlops': ['mlops-common', 'mlops-node'],
  'scaffolder-backend-module-mlops': ['mlops-common', 'mlops-node'],
  mlops: ['mlops-common'],
  app: ['mlops', 'mlops-common'],
  backend: [
    'mlops-backend',
    'catalog-backend-module-mlops',
    'scaffolder-backend-module-mlops',
  ],
  'aws-sandbox': [],
  foundation: [],
  trials: [
    'mlops-backend',
    'catalog-backend-module-mlops',
    'scaffolder-backend-module-mlops',
    'aws-sandbox',
  ],
};

/** What tests may import besides: they meet the sandbox on the wire, and may start what they test with. */
const TESTS_MAY_IMPORT = ['aws-sandbox', 'mlops-backend'];

/**
 * The ESLint configuration of a package.
 *
 * @param {string} folder - the package's folder
 */
module.exports = function eslintConfig(folder) {
  const name = basename(folder);
  const allowed = MAY_IMPORT[name];
  if (!allowed) {
    throw new Error(
      `scripts/lint/boundaries.js does not say what ${name} may import`,
    );
  }
  const forbidden = except =>
    Object.entries(PACKAGES)
      .filter(([other]) => other !== name && !except.includes(other))
      .map(([other, packageName]) => ({
        name: packageName,
        message: `${name} may not import ${other}: see the import rules in CONTRIBUTING.md.`,
      }));
  const isPlugin = name in PACKAGES && name !== 'aws-sandbox';
  return createConfig(folder, {
    restrictedSrcImports: forbidden(allowed),
    restrictedTestImports: forbidden([
      ...allowed,
      ...(isPlugin ? TESTS_MAY_IMPORT : []),
    ]),
  });
};
