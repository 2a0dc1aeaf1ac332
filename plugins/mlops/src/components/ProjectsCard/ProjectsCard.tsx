import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityInfoCard,
  EntityRefLink,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { Alert, Badge, ButtonLink, Skeleton, Text } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import {
  projectEntityName,
  type AccountSnapshot,
  type Environment,
  type ProjectEvidence,
  type UseCase,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { readUseCase, useUseCaseData } from '../../hooks/useUseCaseData';
import { useTemplateHref } from '../../hooks/useTemplateHref';
import {
  CREATE_USE_CASE_TEMPLATE,
  registeredValues,
} from '../../portalTemplates';
import { mlopsTranslationRef } from '../../translation';
import { nameOfUseCase } from '../../useCaseOfEntity';
import { Age } from '../Age';
import { ErrorAlert } from '../ErrorAlert';
import styles from './ProjectsCard.module.css';

function ProjectRow(props: {
  project: ProjectEvidence;
  environment: Environment;
  /** Whether the catalog has it. */
  isInCatalog: boolean;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { project, environment, isInCatalog } = props;
  const { name, status, template, createdAt } = project;
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        {isInCatalog ? (
          <EntityRefLink
            entityRef={{
              kind: 'component',
              namespace: 'default',
              name: projectEntityName(project),
            }}
          >
            {name}
          </EntityRefLink>
        ) : (
          <span>{name}</span>
        )}
        <Badge size="small">{status}</Badge>
      </div>
      <div className={styles.details}>
        <span>{t(`environment.${environment}`)}</span>
        <span>
          {template
            ? t('projects.template', {
                name: template.name,
                version: template.version ?? '',
              })
            : t('projects.noTemplate')}
        </span>
        {createdAt && (
          <span>{t('projects.created', { age: <Age of={createdAt} /> })}</span>
        )}
      </div>
    </li>
  );
}

function NoProject(props: { useCase: UseCase; environments: Environment[] }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const templateHref = useTemplateHref();
  const { useCase, environments } = props;
  return (
    <div className={styles.empty}>
      <Text as="p" variant="body-medium" color="secondary">
        {useCase.retirementBegunAt
          ? t('projects.emptyRetired')
          : t('projects.empty')}
      </Text>
      {templateHref && !useCase.retirementBegunAt && (
        <ButtonLink
          size="small"
          variant="secondary"
          iconStart={<RiAddLine />}
          href={templateHref(CREATE_USE_CASE_TEMPLATE, {
            ...registeredValues(useCase),
            ...(environments.length > 0 && { environments }),
          })}
        >
          {t('projects.add')}
        </ButtonLink>
      )}
    </div>
  );
}

function ProjectList(props: {
  useCase: UseCase;
  snapshots: AccountSnapshot[];
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { useCase, snapshots } = props;
  const unknown = snapshots.flatMap(({ account, projects }) =>
    projects.state === 'unknown' ? [{ account, reason: projects.reason }] : [],
  );
  const known = snapshots.flatMap(({ account, projects }) =>
    projects.state === 'collected'
      ? projects.value.map(project => ({ account, project }))
      : [],
  );
  return (
    <div className={styles.body}>
      {known.length > 0 && (
        <ul className={styles.list} aria-label={t('projects.title')}>
          {known.map(({ account, project }) => (
            <ProjectRow
              key={project.arn}
              project={project}
              environment={account.environment}
              isInCatalog={!useCase.retiredAt}
            />
          ))}
        </ul>
      )}
      {unknown.map(({ account, reason }) => (
        <Alert
          key={account.accountId}
          status="warning"
          icon
          title={t('projects.unknown', {
            environment: t(`environment.${account.environment}`),
          })}
          description={reason}
        />
      ))}
      {known.length === 0 && unknown.length === 0 && (
        <NoProject
          useCase={useCase}
          environments={snapshots.map(({ account }) => account.environment)}
        />
      )}
    </div>
  );
}

function UseCaseProjects({ name }: { name: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value: useCase, error, reload } = useUseCaseData(name, readUseCase);

  function renderBody() {
    if (error) {
      return (
        <ErrorAlert
          title={t('error.projects')}
          error={error}
          onRetry={reload}
        />
      );
    }
    if (!useCase) {
      return (
        <div aria-busy="true">
          <Skeleton height="2.5rem" />
        </div>
      );
    }
    const accounts = useCase.evidence?.accounts;
    return accounts?.state === 'collected' ? (
      <ProjectList useCase={useCase} snapshots={accounts.value} />
    ) : (
      <Text as="p" variant="body-medium" color="secondary">
        {accounts?.reason ?? t('accounts.notCollected')}
      </Text>
    );
  }

  return (
    <EntityInfoCard title={t('projects.title')}>{renderBody()}</EntityInfoCard>
  );
}

/** The SageMaker projects of the use case whose page it is on. */
export function ProjectsCard() {
  const name = nameOfUseCase(useEntity().entity);
  return <UseCaseProjects key={name} name={name} />;
}
