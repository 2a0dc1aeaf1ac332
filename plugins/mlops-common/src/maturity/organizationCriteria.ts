import type { LibraryTemplate } from '../library';
import type {
  OrganizationCriterion,
  OrganizationEvidence,
  OrganizationTargets,
} from './organization';
import { TIME_TO_VALUE_DAYS, timeToValue } from './timeToValue';
import type { Fact, Judgement } from './types';

const MAX_FACTS = 20;

/** What is asked for when nothing else is said. */
export const DEFAULT_ORGANIZATION_TARGETS: OrganizationTargets = {
  templates: 3,
  contributors: 2,
  teamsInProduction: 2,
  useCasesInProduction: 3,
};

function targetsOf({ targets }: OrganizationEvidence): OrganizationTargets {
  return { ...DEFAULT_ORGANIZATION_TARGETS, ...targets };
}

/** Judges whether there are enough of something. */
function judgeCount(
  found: Fact[],
  target: number,
  words: { what: string; remedy: string },
): Judgement {
  const judged = {
    reason: `The organization has ${found.length} ${words.what}; it is to have at least ${target}.`,
    facts: found.slice(0, MAX_FACTS),
  };
  return found.length >= target
    ? { verdict: 'met', ...judged }
    : { verdict: 'unmet', ...judged, remedy: { text: words.remedy } };
}

/** Hands the library on to a judgement, or says that it is not known. */
function withLibrary(
  { library }: OrganizationEvidence,
  judge: (templates: LibraryTemplate[], observedAt: string) => Judgement,
): Judgement {
  return library.state === 'unknown'
    ? { verdict: 'unknown', reason: library.reason, facts: [] }
    : judge(library.value, library.observedAt);
}

function ownersOf(items: { owner: string }[]): string[] {
  return [...new Set(items.map(({ owner }) => owner))].sort();
}

function inProduction({ useCases }: OrganizationEvidence) {
  return useCases.filter(useCase => useCase.inProduction);
}

/** `servicecatalog:SearchProductsAsAdmin` in the governance account; `ListProvisioningArtifacts`: a version whose `Guidance` is not `DEPRECATED`. */
const templates: OrganizationCriterion = {
  id: 'organization.templates',
  stage: 'scalable',
  title: 'The library has templates for what teams do',
  why: 'A team that finds a template for its kind of problem begins where others have arrived.',
  source:
    'servicecatalog:SearchProductsAsAdmin, servicecatalog:ListProvisioningArtifacts Guidance',
  judge: evidence =>
    withLibrary(evidence, (library, observedAt) =>
      judgeCount(
        library
          .filter(({ versions }) =>
            versions.some(({ deprecated }) => !deprecated),
          )
          .map(({ name, owner }) => ({
            text: `Template ${name} of ${owner} has a supported version`,
            observedAt,
          })),
        targetsOf(evidence).templates,
        {
          what: 'supported templates in its library',
          remedy:
            'Make a product of what works for one team: add its CloudFormation template as a product to the library portfolio of AWS Service Catalog in the governance account.',
        },
      ),
    ),
};

/** `servicecatalog:SearchProductsAsAdmin` in the governance account: `Owner` of the products. */
const contributors: OrganizationCriterion = {
  id: 'organization.contributors',
  stage: 'scalable',
  title: 'Many people contribute to the library',
  why: 'A library that only the platform team adds to grows no faster than that team.',
  source: 'servicecatalog:SearchProductsAsAdmin Owner',
  judge: evidence =>
    withLibrary(evidence, (library, observedAt) =>
      judgeCount(
        ownersOf(library).map(owner => ({
          text: `${owner} owns a template of the library`,
          observedAt,
        })),
        targetsOf(evidence).contributors,
        {
          what: 'owners of templates in its library',
          remedy:
            'Invite a team whose project others ask about to publish it as a product of its own in AWS Service Catalog.',
        },
      ),
    ),
};

/** Owners of the use cases that have an approved version in service in prod, as `reliable.approved-in-prod` sees it. */
const teamsInProduction: OrganizationCriterion = {
  id: 'organization.teams-in-production',
  stage: 'scalable',
  title: 'Many teams have a model in production',
  why: 'What one team can do may be its people; what many can do is the organization.',
  source: 'registration in the portal; sagemaker:DescribeEndpoint in prod',
  judge: evidence =>
    judgeCount(
      ownersOf(inProduction(evidence)).map(owner => ({
        text: `${owner} has a use case in production`,
      })),
      targetsOf(evidence).teamsInProduction,
      {
        what: 'teams with a use case in production',
        remedy:
          'Help the team whose use case is nearest to Reliable to deploy its approved model version to prod.',
      },
    ),
};

/** Use cases that have an approved version in service in prod, as `reliable.approved-in-prod` sees it. */
const useCasesInProduction: OrganizationCriterion = {
  id: 'organization.use-cases-in-production',
  stage: 'scalable',
  title: 'Many use cases are in production',
  why: 'Accounts, templates and guard rails pay off by being used again.',
  source: 'sagemaker:DescribeEndpoint in prod',
  judge: evidence =>
    judgeCount(
      inProduction(evidence).map(({ name }) => ({
        text: `${name} is in production`,
      })),
      targetsOf(evidence).useCasesInProduction,
      {
        what: 'use cases in production',
        remedy:
          'Look at what keeps most use cases from their next stage, and mend that first.',
      },
    ),
};

const HALF = `${TIME_TO_VALUE_DAYS} days`;

/** The portal's own record of registrations, and when an approved version first served in prod. */
const timeToValueFalls: OrganizationCriterion = {
  id: 'organization.time-to-value',
  stage: 'scalable',
  title: 'The time from idea to production is falling',
  why: 'The whole of accounts, templates and automation is worth what it saves the next use case.',
  source:
    'registration in the portal; sagemaker:DescribeEndpoint LastModifiedTime in prod',
  judge: (evidence, now) => {
    const { medianDays, count, previousMedianDays, previousCount } =
      timeToValue(evidence, now);
    const facts = [
      {
        text: `${count} reached production in the newest ${HALF}, in ${medianDays ?? 'no'} days by the median`,
      },
      {
        text: `${previousCount} reached production in the ${HALF} before, in ${previousMedianDays ?? 'no'} days by the median`,
      },
    ];
    if (
      medianDays === undefined ||
      previousMedianDays === undefined ||
      Math.min(count, previousCount) < 2
    ) {
      return {
        verdict: 'unknown',
        reason: `Fewer than two use cases reached production in the newest ${HALF}, or in those before: that is too few to compare.`,
        facts,
      };
    }
    const reason = `The median time to production went from ${previousMedianDays} to ${medianDays} days.`;
    return medianDays < previousMedianDays
      ? { verdict: 'met', reason, facts }
      : {
          verdict: 'unmet',
          reason,
          facts,
          remedy: {
            text: 'See in the history of the newest use cases which stage took long, and provide what they waited for: a template, an account in advance, a pipeline that others can take.',
          },
        };
  },
};

/** The criteria that the organization as a whole has to meet to be Scalable. */
export function organizationCriteria(): OrganizationCriterion[] {
  return [
    templates,
    contributors,
    teamsInProduction,
    useCasesInProduction,
    timeToValueFalls,
  ];
}
