// From what was seen, thing by thing, to a verdict.
import type {
  AccountEvidence,
  AccountSnapshot,
  Observed,
} from '../../evidence';
import type { Fact, Judgement, Remedy, Verdict } from '../types';
import { gather } from './accounts';

/** One thing that was looked at: what was seen, and what that alone says of the criterion. */
export interface Finding extends Fact {
  verdict: Verdict;
}

/** All that was looked at, and the reasons why something could not be. */
export interface Findings {
  findings: Finding[];
  unseen: string[];
}

/** How a criterion puts its verdict. */
export interface Words {
  met: string;
  /** Why it is unmet when something was found; what was found against it, when absent. */
  unmet?: string;
  /** Why it is unmet when nothing was found. */
  none: string;
  remedy: Remedy;
  /** What mends it when nothing was found, where that is something else. */
  noneRemedy?: Remedy;
}

/** Evidence can be long; what decided comes first. */
const MAX_FACTS = 20;
const MAX_REASONS = 3;

/** Looks at one concern of the accounts in use. */
export function lookAt<T>(
  accounts: AccountSnapshot[],
  concern: (snapshot: AccountSnapshot) => Observed<T>,
  look: (value: T, account: AccountEvidence) => Finding[],
): Findings {
  const { seen, unseen } = gather(accounts, concern);
  return {
    findings: seen.flatMap(({ value, account, observedAt }) =>
      look(value, account).map(finding => ({ ...finding, observedAt })),
    ),
    unseen,
  };
}

/** Puts together what was seen of several concerns. */
export function together(...all: Findings[]): Findings {
  return {
    findings: all.flatMap(({ findings }) => findings),
    unseen: all.flatMap(({ unseen }) => unseen),
  };
}

/** The first few of several reasons, as sentences. */
function sentences(reasons: string[]): string {
  const rest = reasons.length - MAX_REASONS;
  return [
    ...reasons.slice(0, MAX_REASONS),
    ...(rest > 0 ? [`And ${rest} more`] : []),
  ]
    .map(reason => (reason.endsWith('.') ? reason : `${reason}.`))
    .join(' ');
}

function conclude(
  { findings }: Findings,
  verdict: Verdict,
  reason: string,
  remedy?: Remedy,
): Judgement {
  const decided = findings.filter(finding => finding.verdict === verdict);
  const others = findings.filter(finding => finding.verdict !== verdict);
  return {
    verdict,
    reason,
    facts: [...decided, ...others]
      .slice(0, MAX_FACTS)
      .map(({ text, arn, observedAt }) => ({ text, arn, observedAt })),
    ...(remedy && { remedy }),
  };
}

function textsOf({ findings }: Findings, verdict: Verdict): string[] {
  return findings
    .filter(finding => finding.verdict === verdict)
    .map(({ text }) => text);
}

function concludeUnmet(seen: Findings, words: Words): Judgement {
  return seen.findings.length === 0
    ? conclude(seen, 'unmet', words.none, words.noneRemedy ?? words.remedy)
    : conclude(
        seen,
        'unmet',
        words.unmet ?? sentences(textsOf(seen, 'unmet')),
        words.remedy,
      );
}

/** Met when one of the findings is; else unknown when something could not be seen. */
export function judgeSome(seen: Findings, words: Words): Judgement {
  if (textsOf(seen, 'met').length > 0) {
    return conclude(seen, 'met', words.met);
  }
  const unsure = [...seen.unseen, ...textsOf(seen, 'unknown')];
  return unsure.length > 0
    ? conclude(seen, 'unknown', sentences(unsure))
    : concludeUnmet(seen, words);
}

/** Unmet when one of the findings is, or there are none; else unknown when something could not be seen. */
export function judgeEvery(seen: Findings, words: Words): Judgement {
  if (textsOf(seen, 'unmet').length > 0) {
    return concludeUnmet(seen, words);
  }
  const unsure = [...seen.unseen, ...textsOf(seen, 'unknown')];
  if (unsure.length > 0) {
    return conclude(seen, 'unknown', sentences(unsure));
  }
  return seen.findings.length === 0
    ? concludeUnmet(seen, words)
    : conclude(seen, 'met', words.met);
}
