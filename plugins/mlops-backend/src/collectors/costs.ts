import {
  GetCostAndUsageCommand,
  type CostExplorerClient,
  type GetCostAndUsageCommandOutput,
} from '@aws-sdk/client-cost-explorer';
import type { DailyCost } from '../database/CostStore';

/** What the reader role needs in the management account. */
export const COST_ACTIONS = ['ce:GetCostAndUsage'];

/**
 * Reads what each account of the organization cost on each day: one query of
 * Cost Explorer for all of them, in pages.
 *
 * @param start - first day, `2026-11-25`
 * @param end - the day after the last one
 * @throws the SDK's exceptions
 */
export async function collectCosts(
  client: CostExplorerClient,
  { start, end }: { start: string; end: string },
): Promise<DailyCost[]> {
  const costs: DailyCost[] = [];
  let NextPageToken: string | undefined;
  do {
    const page: GetCostAndUsageCommandOutput = await client.send(
      new GetCostAndUsageCommand({
        TimePeriod: { Start: start, End: end },
        Granularity: 'DAILY',
        Metrics: ['UnblendedCost'],
        GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }],
        NextPageToken,
      }),
    );
    for (const { TimePeriod, Groups } of page.ResultsByTime ?? []) {
      for (const { Keys, Metrics } of Groups ?? []) {
        const cost = Metrics?.UnblendedCost;
        const accountId = Keys?.[0];
        const day = TimePeriod?.Start;
        if (accountId && day && cost?.Amount) {
          costs.push({
            accountId,
            day,
            amount: Math.round(Number(cost.Amount) * 1e6) / 1e6,
            currency: cost.Unit ?? 'USD',
          });
        }
      }
    }
    ({ NextPageToken } = page);
  } while (NextPageToken);
  return costs;
}
