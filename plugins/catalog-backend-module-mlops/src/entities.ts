// From what the portal knows to what the catalog shows. Pure.
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
  type EntityLink,
} from '@backstage/catalog-model';
import {
  accountEntityNames,
  ANNOTATIONS,
  consoleUrl,
  ENTITY_TYPES,
  LABELS,
  modelEntityName,
  modelsOf,
  projectEntityName,
  signInUrl,
  templateEntityName,
  useCaseRegistrationSchema,
  valueOr,
  type AccountSnapshot,
  type Environment,
  type LibraryTemplate,
  type ModelEvidence,
  type ProjectEvidence,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';

const API_VERSION = 'backstage.io/v1alpha1';

const LIFECYCLES: Record<Environment, string> = {
  experimentation: 'experimental',
  dev: 'development',
  test: 'test',
  prod: 'production',
};

/** The label and the tag of use cases that are retired. */
const RETIRED = 'retired';

function locatedAt(path: string): Record<string, string> {
  const location = `mlops:${path}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
  };
}

/** The link to the page of the AWS console that shows a resource, where there is one. */
function consoleLinks(arn: string, title: string): EntityLink[] {
  const url = consoleUrl(arn);
  return url ? [{ url, title }] : [];
}

function useCaseEntity(useCase: UseCaseDetail): Entity {
  return {
    apiVersion: API_VERSION,
    kind: 'System',
    metadata: {
      name: useCase.name,
      title: useCase.title,
      description: useCase.description || undefined,
      labels: {
        [LABELS.stage]: useCase.stage,
        ...(useCase.retiredAt && { [LABELS.lifecycle]: RETIRED }),
      },
      tags: useCase.retiredAt ? [RETIRED] : undefined,
      annotations: {
        ...locatedAt(`use-cases/${useCase.name}`),
        [ANNOTATIONS.useCase]: useCase.name,
      },
    },
    spec: { type: ENTITY_TYPES.useCase, owner: useCase.owner },
  };
}

function accountEntity(
  useCase: UseCaseDetail,
  { account, studio }: AccountSnapshot,
  name: string,
): Entity {
  const domains = studio.state === 'collected' ? studio.value.domains : [];
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      name,
      title: `${useCase.title} (${account.environment})`,
      description: `AWS account ${account.accountId}, the ${account.environment} environment of ${useCase.title}`,
      annotations: {
        ...locatedAt(`use-cases/${useCase.name}`),
        [ANNOTATIONS.accountId]: account.accountId,
        [ANNOTATIONS.arn]: account.arn,
        [ANNOTATIONS.useCase]: useCase.name,
        [ANNOTATIONS.environment]: account.environment,
      },
      labels: { [LABELS.environment]: account.environment },
      links: [
        { url: signInUrl(account.accountId), title: 'AWS console' },
        ...domains.flatMap(({ name: domain, url }) =>
          url ? [{ url, title: `Studio (${domain})` }] : [],
        ),
      ],
    },
    spec: {
      type: ENTITY_TYPES.account,
      owner: useCase.owner,
      system: useCase.name,
    },
  };
}

function projectEntity(
  useCase: UseCaseDetail,
  { account }: AccountSnapshot,
  accountEntityName: string,
  project: ProjectEvidence,
): Entity {
  const dependsOn = [`resource:default/${accountEntityName}`];
  const { template, productId } = project;
  if (template && productId) {
    const name = templateEntityName({ name: template.name, productId });
    dependsOn.push(`resource:default/${name}`);
  }
  return {
    apiVersion: API_VERSION,
    kind: 'Component',
    metadata: {
      name: projectEntityName(project),
      title: `${project.name} (${account.environment})`,
      description: `SageMaker project in the ${account.environment} account of ${useCase.title}`,
      annotations: {
        ...locatedAt(`use-cases/${useCase.name}`),
        [ANNOTATIONS.accountId]: account.accountId,
        [ANNOTATIONS.arn]: project.arn,
        [ANNOTATIONS.useCase]: useCase.name,
        [ANNOTATIONS.environment]: account.environment,
      },
      labels: { [LABELS.environment]: account.environment },
      links: consoleLinks(project.arn, 'SageMaker project in the AWS console'),
    },
    spec: {
      type: ENTITY_TYPES.project,
      lifecycle: LIFECYCLES[account.environment],
      owner: useCase.owner,
      system: useCase.name,
      dependsOn,
    },
  };
}

function modelEntity(
  useCase: UseCaseDetail,
  { account }: AccountSnapshot,
  accountEntityName: string,
  model: ModelEvidence,
): Entity {
  const latest = model.versions.at(0);
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      name: modelEntityName({
        accountId: account.accountId,
        group: model.group,
      }),
      title: model.group,
      description: [
        model.description || `Registered model of ${useCase.title}.`,
        latest && `Newest version: ${latest.version}.`,
      ]
        .filter(Boolean)
        .join(' '),
      labels: {
        [LABELS.environment]: account.environment,
        ...(latest && { [LABELS.approval]: latest.approval }),
      },
      annotations: {
        ...locatedAt(`use-cases/${useCase.name}`),
        [ANNOTATIONS.accountId]: account.accountId,
        [ANNOTATIONS.arn]: model.arn,
        [ANNOTATIONS.useCase]: useCase.name,
        [ANNOTATIONS.environment]: account.environment,
        [ANNOTATIONS.modelGroup]: model.group,
      },
      links: consoleLinks(model.arn, 'Model registry in the AWS console'),
    },
    spec: {
      type: ENTITY_TYPES.model,
      owner: useCase.owner,
      system: useCase.name,
      dependsOn: [`resource:default/${accountEntityName}`],
    },
  };
}

/**
 * The entities of a use case: the system, its accounts, their SageMaker projects
 * and registered models. Of one that is retired the system alone: its page tells the history,
 * and what links to it still leads somewhere.
 */
export function useCaseEntities(useCase: UseCaseDetail): Entity[] {
  if (useCase.retiredAt) {
    return [useCaseEntity(useCase)];
  }
  const accounts = valueOr(useCase.evidence?.accounts, []);
  const names = accountEntityNames(
    useCase.name,
    accounts.map(({ account }) => account),
  );
  return [
    useCaseEntity(useCase),
    ...accounts.flatMap(snapshot => {
      const { accountId, name } = snapshot.account;
      const entityName = names.get(accountId) ?? name;
      return [
        accountEntity(useCase, snapshot, entityName),
        ...valueOr(snapshot.projects, []).map(project =>
          projectEntity(useCase, snapshot, entityName, project),
        ),
        ...modelsOf(snapshot).map(model =>
          modelEntity(useCase, snapshot, entityName, model),
        ),
      ];
    }),
  ];
}

/**
 * The entity of a library template.
 *
 * @param defaultOwner - entity reference of who owns a product whose owner is not the reference of a group
 */
export function templateEntity(
  template: LibraryTemplate,
  defaultOwner: string,
): Entity {
  const newest = template.versions[0]?.name;
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      name: templateEntityName(template),
      title: template.name || template.productId,
      description: [
        template.description,
        newest && `Newest version: ${newest}.`,
      ]
        .filter(Boolean)
        .join(' '),
      labels: template.stage && { [LABELS.stage]: template.stage },
      annotations: {
        ...locatedAt(`templates/${template.productId}`),
        'mlops-portal.io/product-id': template.productId,
      },
    },
    spec: {
      type: ENTITY_TYPES.template,
      owner:
        useCaseRegistrationSchema.shape.owner.safeParse(template.owner).data ??
        defaultOwner,
    },
  };
}
