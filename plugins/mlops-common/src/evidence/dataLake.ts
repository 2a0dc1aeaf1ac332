import { z } from 'zod';

/** Something of the data-lake account that an account of the use case may read. */
export const dataShareSchema = z.object({
  /** `ram` for a resource share, `lake-formation` for a grant. */
  through: z.enum(['ram', 'lake-formation']),
  /** The account that may read it. */
  accountId: z.string(),
  /** ARN of the shared resource, or `database.table` of a grant. */
  resource: z.string(),
  /** ARN of the resource share. */
  arn: z.string().optional(),
  /** Of a grant: `SELECT`, `DESCRIBE`, … */
  permissions: z.array(z.string()).optional(),
});

/** Something of the data-lake account that an account of the use case may read. */
export type DataShare = z.output<typeof dataShareSchema>;
