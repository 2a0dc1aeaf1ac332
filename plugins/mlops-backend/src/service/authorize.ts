import type {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { Request } from 'express';

/** Lets a request through when its user or service may do what a permission stands for. */
export type Authorize = (
  request: Request,
  permission: BasicPermission,
) => Promise<BackstageCredentials>;

/** Asks the permission framework. The returned function throws NotAllowedError when the answer is no. */
export function createAuthorize(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): Authorize {
  return async (request, permission) => {
    const credentials = await options.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const [{ result }] = await options.permissions.authorize([{ permission }], {
      credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not do this: it needs the permission ${permission.name}.`,
      );
    }
    return credentials;
  };
}
