// What is worth telling the owner of a use case. Pure.
import {
  missingCriteria,
  modelsOf,
  REACHED_STAGES,
  valueOr,
  type AccountSnapshot,
  type Evidence,
  type Observed,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { UseCaseUpdate } from '../sync/EvidenceService';
import type { CostAnomaly } from '../sync/costAnomaly';

/** Something to tell the owner of a use case. */
export interface Notice {
  /** The same thing has the same key: it is told once. */
  key: string;
  title: string;
  description: string;
  severity: 'critical' | 'high' | 'normal' | 'low';
  topic: string;
}

function capitalized(word: string): string {
  return word.charAt(0).toLocaleUpperCase('en-US') + word.slice(1);
}

function stageNotices({ useCase, before, maturity }: UseCaseUpdate): Notice[] {
  const from = before?.maturity.stage;
  const to = maturity.stage;
  if (from === undefined || from === to) {
    return [];
  }
  const gained = REACHED_STAGES.indexOf(to) > REACHED_STAGES.indexOf(from);
  const missing = missingCriteria(maturity).map(({ title }) => title);
  return [
    {
      key: `stage:${useCase.name}:${maturity.evaluatedAt}`,
      title: gained
        ? `${useCase.title} has reached the stage ${capitalized(to)}`
        : `${useCase.title} has lost the stage ${capitalized(from)}`,
      description: missing.length
        ? `Missing for ${capitalized(maturity.nextStage ?? '')}: ${missing.join('; ')}.`
        : 'It meets all criteria of all stages.',
      severity: gained ? 'normal' : 'high',
      topic: 'Maturity stage',
    },
  ];
}

function violationNotices({
  useCase,
  before,
  evidence,
}: UseCaseUpdate): Notice[] {
  const executionsOf = (of: Evidence) =>
    valueOr(of.accounts, []).flatMap(({ account, monitors }) =>
      valueOr(monitors, []).flatMap(monitor =>
        monitor.executions
          .filter(({ status }) => status === 'CompletedWithViolations')
          .map(execution => ({
            key: `violation:${monitor.arn}:${execution.scheduledAt}`,
            account,
            monitor,
            execution,
          })),
      ),
    );
  const known = new Set(
    before && executionsOf(before.evidence).map(({ key }) => key),
  );
  return executionsOf(evidence)
    .filter(({ key }) => !known.has(key))
    .map(({ key, account, monitor, execution }) => ({
      key,
      title: `The monitor ${monitor.name} of ${useCase.title} found violations`,
      description: `${monitor.type} of ${
        monitor.endpointName ?? 'its endpoint'
      } in ${account.environment}, ${execution.scheduledAt}.${
        execution.failureReason ? ` ${execution.failureReason}` : ''
      }`,
      severity: account.environment === 'prod' ? 'high' : 'normal',
      topic: 'Model monitoring',
    }));
}

function approvalNotices({
  useCase,
  before,
  evidence,
}: UseCaseUpdate): Notice[] {
  const waitingIn = (of: Evidence) =>
    valueOr(of.accounts, [])
      .flatMap(modelsOf)
      .flatMap(({ group, versions }) =>
        versions
          .filter(
            ({ approval, status }) =>
              approval === 'PendingManualApproval' && status === 'Completed',
          )
          .map(version => ({ group, version })),
      );
  const known = new Set(
    before && waitingIn(before.evidence).map(({ version }) => version.arn),
  );
  return waitingIn(evidence)
    .filter(({ version }) => !known.has(version.arn))
    .map(({ group, version }) => ({
      key: `approval:${version.arn}`,
      title: `Version ${version.version} of ${group} awaits approval`,
      description: `A model of ${useCase.title}${
        version.metrics.length
          ? `: ${version.metrics
              .map(({ name, value }) => `${name} ${value}`)
              .join(', ')}`
          : ''
      }.`,
      severity: 'normal' as const,
      topic: 'Model approval',
    }));
}

/** Why nothing of an account could be read; undefined when something could. */
function unreadable({
  account,
  extensions,
  ...concerns
}: AccountSnapshot): string | undefined {
  const reasons = Object.values<Observed<unknown>>(concerns).map(part =>
    part.state === 'collected' ? part.staleReason : part.reason,
  );
  return reasons.length > 0 && reasons.every(Boolean) ? reasons[0] : undefined;
}

function accountNotices({
  useCase,
  before,
  evidence,
}: UseCaseUpdate): Notice[] {
  const was = new Set(
    before &&
      valueOr(before.evidence.accounts, [])
        .filter(unreadable)
        .map(({ account }) => account.accountId),
  );
  return valueOr(evidence.accounts, [])
    .filter(
      ({ account }) =>
        account.status === 'ACTIVE' && !was.has(account.accountId),
    )
    .flatMap(snapshot => {
      const reason = unreadable(snapshot);
      const { account, studio } = snapshot;
      const since = studio.state === 'collected' ? studio.observedAt : 'never';
      return reason
        ? {
            key: `unreadable:${account.accountId}:${since}`,
            title: `The account ${account.name} of ${useCase.title} cannot be read`,
            description: reason,
            severity: 'high' as const,
            topic: 'Account',
          }
        : [];
    });
}

/**
 * What to tell after an update. The first evaluation of a use case tells
 * nothing: what is there then may be years old.
 */
export function noticesOf(update: UseCaseUpdate): Notice[] {
  return update.before
    ? [
        ...stageNotices(update),
        ...violationNotices(update),
        ...approvalNotices(update),
        ...accountNotices(update),
      ]
    : [];
}

/** What to tell of a day that cost unusually much. */
export function costNotice(
  useCase: { name: string; title: string },
  { day, amount, usual, currency }: CostAnomaly,
): Notice {
  const money = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return {
    key: `cost:${useCase.name}:${day}`,
    title: `${useCase.title} cost ${money.format(amount)} on ${day}`,
    description: `That is ${(amount / Math.max(usual, 0.01)).toFixed(
      1,
    )} times its median of the days before, ${money.format(usual)}.`,
    severity: 'normal',
    topic: 'Cost',
  };
}
