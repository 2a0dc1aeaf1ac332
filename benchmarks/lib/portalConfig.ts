import {
  ACCOUNT_IDS,
  EMAIL_DOMAIN,
  EXTERNAL_ID,
  ORGANIZATIONAL_UNIT_IDS,
  PORTAL_CREDENTIALS,
  REGION,
  ROLES,
} from '@mlops-portal/aws-sandbox';
import type { JsonObject } from '@backstage/types';

/** What a portal on a sandbox is configured with, beside `backend`. */
export function portalConfig(endpoint: string): JsonObject {
  return {
    // Work that goes on by itself is not that of a pass: the catalog processes what is new, and nothing a second time.
    catalog: { processingInterval: { hours: 24 } },
    aws: {
      mainAccount: {
        accessKeyId: PORTAL_CREDENTIALS.accessKeyId,
        secretAccessKey: PORTAL_CREDENTIALS.secretAccessKey,
      },
    },
    mlops: {
      aws: {
        region: REGION,
        endpoint,
        managementAccountId: ACCOUNT_IDS.management,
        governanceAccountId: ACCOUNT_IDS.governance,
        dataLakeAccountId: ACCOUNT_IDS.dataLake,
        roles: { ...ROLES },
        externalId: EXTERNAL_ID,
      },
      accounts: {
        vendor: 'organizations',
        emailDomain: EMAIL_DOMAIN,
        organizationalUnits: {
          experimentation: ORGANIZATIONAL_UNIT_IDS.experimentation,
          dev: ORGANIZATIONAL_UNIT_IDS.development,
          test: ORGANIZATIONAL_UNIT_IDS.testing,
          prod: ORGANIZATIONAL_UNIT_IDS.production,
        },
      },
    },
  };
}
