// What to do first about a use case's maturity. Pure.
import {
  advanceOf,
  missingCriteria,
  valueOr,
  type CriterionResult,
  type Evidence,
  type Maturity,
} from '@mlops-portal/backstage-plugin-mlops-common';

/**
 * The best next step: the first unmet criterion of the next stage, preferring
 * one that a portal template mends, then one that says how it is mended.
 * Undefined when nothing of the next stage is known to be unmet.
 */
export function nextStep(maturity: Maturity): CriterionResult | undefined {
  const unmet = missingCriteria(maturity).filter(
    ({ verdict }) => verdict === 'unmet',
  );
  return (
    unmet.find(({ remedy }) => remedy?.template) ??
    unmet.find(({ remedy }) => remedy) ??
    unmet.at(0)
  );
}

/** How many things the portal can add by itself on the way to the next stage. */
export function addableCount(maturity: Maturity): number {
  const { environments, studioEnvironments, project } = advanceOf(maturity);
  return environments.length + studioEnvironments.length + Number(project);
}

/** Why parts of the evidence are older than the newest attempt to read them; each reason once. */
export function staleReasons(evidence: Evidence | undefined): string[] {
  if (!evidence) {
    return [];
  }
  const { owner, accounts, dataLake } = evidence;
  const observed = [
    owner,
    accounts,
    dataLake,
    ...valueOr(accounts, []).flatMap(
      ({ account, extensions = {}, ...concerns }) => [
        ...Object.values(concerns),
        ...Object.values(extensions),
      ],
    ),
  ];
  return [
    ...new Set(
      observed.flatMap(part =>
        part.state === 'collected' && part.staleReason
          ? [part.staleReason]
          : [],
      ),
    ),
  ];
}
