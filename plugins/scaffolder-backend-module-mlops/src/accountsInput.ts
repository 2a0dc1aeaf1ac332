import { ENVIRONMENTS } from '@mlops-portal/backstage-plugin-mlops-common';
import type { z as zod } from 'zod/v3';

/** Schema of accounts as an input: what `mlops:account:provision` puts out, of which only two things are needed. */
export function accountsInput(z: typeof zod) {
  return z.array(
    z
      .object({
        environment: z.enum(ENVIRONMENTS),
        accountId: z
          .string()
          .regex(/^\d{12}$/, 'an AWS account id of 12 digits'),
      })
      .catchall(z.string()),
  );
}
