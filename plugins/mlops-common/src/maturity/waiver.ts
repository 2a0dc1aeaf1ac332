import { z } from 'zod';

/** What a person says when waiving a criterion for a use case: the body of `PUT /use-cases/{name}/waivers/{criterion}`. */
export const waiverRequestSchema = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(10, 'Say in at least 10 characters why the criterion need not be met.')
    .max(1000, 'A reason has at most 1000 characters.')
    .describe('Why the criterion need not be met'),
  until: z.iso
    .date('An end date is a day such as 2027-03-31.')
    .describe('The last day on which it holds, in UTC'),
});

/** What a person says when waiving a criterion. */
export type WaiverRequest = z.output<typeof waiverRequestSchema>;

/** A criterion that need not be met for some time, with who said so and why. */
export const waiverSchema = waiverRequestSchema.extend({
  criterion: z.string().describe('Id of the criterion'),
  author: z.string().describe('Entity reference of who waived it'),
  createdAt: z.iso.datetime(),
});

/** A criterion that need not be met for some time. */
export type Waiver = z.output<typeof waiverSchema>;

/** Whether a waiver holds: through the whole of its last day, in UTC. */
export function isWaiverInForce(
  waiver: Pick<Waiver, 'until'>,
  now: Date,
): boolean {
  return now.toISOString().slice(0, 10) <= waiver.until;
}
