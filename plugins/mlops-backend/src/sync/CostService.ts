import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  explainAwsError,
  type AwsClients,
} from '@mlops-portal/backstage-plugin-mlops-node';
import { collectCosts } from '../collectors/costs';
import type { AccountStore } from '../database/AccountStore';
import type { CollectionStore } from '../database/CollectionStore';
import type { CostStore } from '../database/CostStore';
import type { UseCaseStore } from '../database/UseCaseStore';
import { anomalyOf, type CostAnomaly } from './costAnomaly';
import { costTrend } from './costTrend';
import { dayBefore } from './times';

/** How many days are asked for the first time. */
const FIRST_DAYS = 90;

/** How many days Cost Explorer may still correct. */
const CORRECTED_DAYS = 7;

/** How many days a month has, where use cases are compared by what they cost. */
const MONTH_DAYS = 30;

/** What the cost service works with. */
export interface CostServiceOptions {
  aws: AwsClients;
  costs: CostStore;
  accounts: AccountStore;
  useCases: UseCaseStore;
  collections: CollectionStore;
  /** For how many days costs are kept. */
  retentionDays: number;
  onAnomaly: (useCase: string, anomaly: CostAnomaly) => Promise<void>;
  logger: LoggerService;
  now: () => Date;
}

/** Collects what accounts cost, and notices when a use case costs unusually much. */
export class CostService {
  readonly #options: CostServiceOptions;

  constructor(options: CostServiceOptions) {
    this.#options = options;
  }

  /** Asks Cost Explorer, which takes money for each answer: a few times a day is enough, as it learns of costs no faster. */
  async sync(): Promise<void> {
    const { aws, costs, collections, logger, retentionDays } = this.#options;
    const now = this.#options.now();
    const newest = await costs.newestDay();
    const corrected =
      newest && dayBefore(new Date(`${newest}T00:00:00Z`), CORRECTED_DAYS);
    const first = dayBefore(now, FIRST_DAYS);
    const start = corrected && corrected > first ? corrected : first;
    const { costExplorer, accountId } = aws.management('reader');
    try {
      // Today is not over, and would look cheap.
      const read = await collectCosts(costExplorer, {
        start,
        end: dayBefore(now, 0),
      });
      await costs.save(start, read);
    } catch (error) {
      const context = {
        tried: 'read the costs of the organization',
        on: `management account ${accountId}`,
      };
      logger.error(explainAwsError(error, context).message);
      await collections.failed(
        'costs',
        explainAwsError(error, { ...context, lasting: true }).message,
        undefined,
      );
      return;
    }
    await collections.succeeded('costs', now.toISOString());
    await costs.forgetBefore(dayBefore(now, retentionDays));
    await this.#summarize(now);
  }

  async #summarize(now: Date): Promise<void> {
    const { costs, accounts, useCases, onAnomaly } = this.#options;
    const useCaseOf = new Map(
      [...(await accounts.all()).values()].map(account => [
        account.accountId,
        account.useCase,
      ]),
    );
    const byUseCase = new Map<string, Map<string, number>>();
    let currency = 'USD';
    for (const cost of await costs.since(dayBefore(now, FIRST_DAYS + 1))) {
      const useCase = useCaseOf.get(cost.accountId);
      if (useCase) {
        const days = byUseCase.get(useCase) ?? new Map<string, number>();
        days.set(cost.day, (days.get(cost.day) ?? 0) + cost.amount);
        byUseCase.set(useCase, days);
        ({ currency } = cost);
      }
    }
    const monthBegan = dayBefore(now, MONTH_DAYS);
    const newest = (days: Map<string, number>) =>
      new Map([...days].filter(([day]) => day >= monthBegan));
    await useCases.saveCosts(
      new Map(
        [...byUseCase].map(([useCase, days]) => [
          useCase,
          {
            cents: Math.round(
              [...newest(days).values()].reduce(
                (sum, amount) => sum + amount,
                0,
              ) * 100,
            ),
            currency,
            trend: costTrend(days, now),
          },
        ]),
      ),
    );
    for (const [useCase, days] of byUseCase) {
      const anomaly = anomalyOf(newest(days), currency);
      if (anomaly) {
        await onAnomaly(useCase, anomaly);
      }
    }
  }
}
