// What a list shows of a use case, made of its evidence and maturity. Pure.
import { createHash } from 'node:crypto';
import {
  missingCriteria,
  modelsOf,
  valueOr,
  type Evidence,
  type Maturity,
  type UseCaseSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** What a list shows beside the registry's entry. */
export type EvaluationSummary = Pick<
  UseCaseSummary,
  'nextStage' | 'progress' | 'missing' | 'accounts' | 'models'
>;

/** Summarizes evidence and maturity. */
export function summarize(
  evidence: Evidence,
  maturity: Maturity,
): EvaluationSummary {
  const next = maturity.stages.find(
    ({ stage }) => stage === maturity.nextStage,
  );
  const accounts = valueOr(evidence.accounts, []);
  return {
    nextStage: maturity.nextStage,
    progress: next && {
      met: next.met,
      unmet: next.unmet,
      unknown: next.unknown,
      waived: next.waived,
    },
    missing: missingCriteria(maturity).map(({ title }) => title),
    accounts: accounts.map(({ account }) => ({
      environment: account.environment,
      accountId: account.accountId,
      status: account.status,
    })),
    models: accounts
      .flatMap(modelsOf)
      .filter(({ versions }) => versions.length > 0).length,
  };
}

/** When something was looked at, and why that failed. */
const NOT_SHOWN = new Set([
  'observedAt',
  'reason',
  'staleReason',
  'unknownReason',
]);

/** A hash of what the catalog shows of a use case beside the registry's entry. */
export function entityHash(evidence: Evidence, maturity: Maturity): string {
  const accounts = valueOr(evidence.accounts, []);
  const shown = {
    stage: maturity.stage,
    accounts: accounts.map(({ account, projects, registry }) => ({
      account,
      projects,
      registry,
    })),
  };
  const text = JSON.stringify(shown, (key, value) =>
    NOT_SHOWN.has(key) ? undefined : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
