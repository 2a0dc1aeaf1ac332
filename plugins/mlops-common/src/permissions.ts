import { createPermission } from '@backstage/plugin-permission-common';

/** Reading use cases, accounts, maturity and the library. */
export const mlopsReadPermission = createPermission({
  name: 'mlops.read',
  attributes: { action: 'read' },
});

/** Registering a use case. */
export const mlopsUseCaseCreatePermission = createPermission({
  name: 'mlops.use-case.create',
  attributes: { action: 'create' },
});

/** Asking for fresh evidence of a use case. */
export const mlopsUseCaseRefreshPermission = createPermission({
  name: 'mlops.use-case.refresh',
  attributes: { action: 'update' },
});

/** Retiring a use case, which closes its accounts. */
export const mlopsUseCaseRetirePermission = createPermission({
  name: 'mlops.use-case.retire',
  attributes: { action: 'delete' },
});

/** Waiving a criterion of a use case for some time, and ending that. */
export const mlopsWaiverManagePermission = createPermission({
  name: 'mlops.waiver.manage',
  attributes: { action: 'update' },
});

/** All permissions of the plugin. */
export const mlopsPermissions = [
  mlopsReadPermission,
  mlopsUseCaseCreatePermission,
  mlopsUseCaseRefreshPermission,
  mlopsUseCaseRetirePermission,
  mlopsWaiverManagePermission,
];
