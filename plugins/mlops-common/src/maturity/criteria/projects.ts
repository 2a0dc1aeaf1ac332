// What SageMaker projects say of maturity.
import type { AccountSnapshot, ProjectEvidence } from '../../evidence';
import type { Criterion, Verdict } from '../types';
import { withAccounts } from './accounts';
import { judgeEvery, judgeSome, lookAt, type Findings } from './findings';
import { launchProject } from './remedies';

/** Whether a project is there, and whole: `DescribeProject` `ProjectStatus`. */
function isComplete({ status }: ProjectEvidence): boolean {
  return ['CreateCompleted', 'UpdateCompleted'].includes(status);
}

function templateOf({
  template,
  templateUnknownReason,
}: ProjectEvidence): string {
  if (template) {
    return `${template.name} ${template.version ?? ''}`.trim();
  }
  return templateUnknownReason
    ? `what could not be told: ${templateUnknownReason}`
    : 'no template of the library';
}

function verdictFromLibrary(project: ProjectEvidence): Verdict {
  if (!isComplete(project)) {
    return 'unmet';
  }
  if (project.template) {
    return 'met';
  }
  return project.templateUnknownReason ? 'unknown' : 'unmet';
}

/** Looks at the projects of the accounts in use; those that it says nothing of are left out. */
function lookAtProjects(
  accounts: AccountSnapshot[],
  look: (
    project: ProjectEvidence,
  ) => { says: string; verdict: Verdict } | undefined,
): Findings {
  return lookAt(
    accounts,
    snapshot => snapshot.projects,
    (projects, account) =>
      projects.flatMap(project => {
        const seen = look(project);
        return seen
          ? {
              text: `Project ${project.name} in ${account.name} ${seen.says}`,
              arn: project.arn,
              verdict: seen.verdict,
            }
          : [];
      }),
  );
}

/** `ListProjects`, `DescribeProject`: `ServiceCatalogProvisioningDetails.ProductId` is a product of the library. */
export const projectFromLibrary: Criterion = {
  id: 'repeatable.project-from-library',
  stage: 'repeatable',
  title: 'A SageMaker project was launched from the library',
  why: 'Templates carry what other teams learned: repositories, pipelines and guard rails come with them.',
  source:
    'sagemaker:DescribeProject ProjectStatus, ServiceCatalogProvisioningDetails.ProductId',
  judge: evidence =>
    withAccounts(evidence, accounts =>
      judgeSome(
        lookAtProjects(accounts, project => ({
          says: `is ${project.status}, from ${templateOf(project)}`,
          verdict: verdictFromLibrary(project),
        })),
        {
          met: 'A project from the library is complete.',
          unmet: 'No project from the library is complete.',
          none: 'There is no SageMaker project.',
          remedy: launchProject(evidence),
        },
      ),
    ),
};

/** `cloudformation:ListStackResources` of the stack behind the project: the resources that are repositories. */
export const repository: Criterion = {
  id: 'repeatable.repository',
  stage: 'repeatable',
  title: 'A repository stands behind the project',
  why: 'Code that is not in a repository cannot be reviewed, built or brought back.',
  source:
    'sagemaker:DescribeProject, cloudformation:ListStackResources ResourceType',
  judge: evidence =>
    withAccounts(evidence, accounts =>
      judgeSome(
        lookAtProjects(
          accounts,
          ({ repositories, repositoriesUnknownReason }) => {
            if (!repositories) {
              return {
                says: `has repositories that could not be read: ${repositoriesUnknownReason}`,
                verdict: 'unknown',
              };
            }
            return repositories.length > 0
              ? {
                  says: `has ${repositories.map(({ name }) => name).join(', ')}`,
                  verdict: 'met',
                }
              : { says: 'has no repository', verdict: 'unmet' };
          },
        ),
        {
          met: 'A project has a repository.',
          unmet: 'No project has a repository.',
          none: 'There is no SageMaker project that could have a repository.',
          remedy: {
            text: 'Launch a project from a template of the library that brings a repository, or add an AWS::CodeCommit::Repository or AWS::SageMaker::CodeRepository to the template of the project.',
          },
          noneRemedy: launchProject(evidence),
        },
      ),
    ),
};

/** `DescribeProject`: `ServiceCatalogProvisioningDetails.ProvisioningArtifactId` is a version of the library that is not deprecated. */
export const supportedTemplate: Criterion = {
  id: 'scalable.supported-template',
  stage: 'scalable',
  title: 'Every project is on a supported version of its library template',
  why: 'What one team mends in a template reaches all others only when they move on to the new version.',
  source:
    'sagemaker:DescribeProject ServiceCatalogProvisioningDetails.ProvisioningArtifactId, servicecatalog:ListProvisioningArtifacts Guidance',
  judge: evidence =>
    withAccounts(evidence, accounts => {
      const outdated: string[] = [];
      const seen = lookAtProjects(accounts, project => {
        const { name, template, templateUnknownReason } = project;
        if (!(template ?? templateUnknownReason) || !isComplete(project)) {
          return undefined;
        }
        const from = `is from ${templateOf(project)}`;
        if (!template) {
          return { says: from, verdict: 'unknown' };
        }
        if (template.supported === undefined) {
          return {
            says: `${from}, and it could not be seen whether that is supported`,
            verdict: 'unknown',
          };
        }
        if (!template.supported) {
          outdated.push(
            `${name} to ${template.newestVersion ?? 'a supported version'}`,
          );
        }
        return template.supported
          ? { says: `${from}, which is supported`, verdict: 'met' }
          : { says: `${from}, which is no longer supported`, verdict: 'unmet' };
      });
      return judgeEvery(seen, {
        met: 'Every project from the library is on a supported version.',
        none: 'There is no complete project from the library.',
        remedy: {
          text: `Update ${outdated.join(', ')}: in Studio, choose Update on the project, or call UpdateProject with the version as ProvisioningArtifactId.`,
        },
        noneRemedy: launchProject(evidence),
      });
    }),
};
