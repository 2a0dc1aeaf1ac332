import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Select, Text } from '@backstage/ui';
import { RiQuestionLine } from '@remixicon/react';
import type {
  ModelDetail,
  ModelVersion,
  UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useState, type ReactNode } from 'react';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ApprovalMark } from '../ModelsPage/ApprovalMark';
import { ConsoleLink } from './ConsoleLink';
import {
  isCertain,
  lineageOf,
  type LineageItem,
  type LineageStep,
} from './lineageSteps';
import styles from './ModelPage.module.css';

function Unknown({ children }: { children: ReactNode }) {
  return (
    <p className={styles.unknown}>
      <RiQuestionLine size={16} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}

function Name({ item }: { item: LineageItem }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { name, component, isExecution } = item;
  if (component) {
    return (
      <EntityRefLink
        entityRef={{ kind: 'component', namespace: 'default', name: component }}
        hideIcon
        disableTooltip
      >
        {name}
      </EntityRefLink>
    );
  }
  return (
    <span title={item.arn}>
      {isExecution ? t('model.execution', { id: name }) : name}
    </span>
  );
}

function Item({ item }: { item: LineageItem }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { name, arn, environment, status, at, share } = item;
  return (
    <li className={styles.item}>
      <Name item={item} />
      {environment && <span>{t(`environment.${environment}`)}</span>}
      {status && <span>{status}</span>}
      {at && <Age of={at} />}
      {share && (
        <span>
          {t(`model.through.${share.through}`, {
            permissions: share.permissions?.join(', ') ?? t('model.unknown'),
          })}
        </span>
      )}
      <ConsoleLink arn={arn} name={name} />
    </li>
  );
}

function VersionItem({ version }: { version: ModelVersion }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const name = t('models.version', { version: String(version.version) });
  return (
    <li className={styles.item}>
      <span>{name}</span>
      <ApprovalMark approval={version.approval} />
      <ConsoleLink arn={version.arn} name={name} />
    </li>
  );
}

function Step(props: {
  step: LineageStep;
  version: ModelVersion;
  /** Whether the catalog has the SageMaker projects of the use case. */
  isInCatalog: boolean;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { step, version, isInCatalog } = props;
  const { id, items, note, unknown } = step;
  return (
    <li className={styles.step}>
      <Text as="h4" variant="body-medium" weight="bold">
        {t(`model.step.${id}`)}
      </Text>
      {items.length > 0 && (
        <ul className={styles.items}>
          {items.map(item =>
            id === 'version' ? (
              <VersionItem key={item.name} version={version} />
            ) : (
              <Item
                key={`${item.environment} ${item.name} ${item.arn}`}
                item={isInCatalog ? item : { ...item, component: undefined }}
              />
            ),
          )}
        </ul>
      )}
      {note &&
        (isCertain(note) ? (
          <p className={styles.quiet}>{t(`model.note.${note}`)}</p>
        ) : (
          <Unknown>{t(`model.note.${note}`)}</Unknown>
        ))}
      {unknown.map(({ environment, reason }) => (
        <Unknown key={`${environment} ${reason}`}>
          {environment
            ? t('model.unknownIn', {
                environment: t(`environment.${environment}`),
              })
            : t('model.unknown')}
          {`: ${reason}`}
        </Unknown>
      ))}
    </li>
  );
}

/** The way of a version of a model, from its data to where it serves, step by step. */
export function Lineage(props: { model: ModelDetail; useCase: UseCaseDetail }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { model, useCase } = props;
  const [chosen, setChosen] = useState<string>();
  const version =
    model.history.find(({ arn }) => arn === chosen) ?? model.history.at(0);
  if (!version) {
    return null;
  }
  return (
    <section className={styles.card} aria-label={t('model.lineage')}>
      <div className={styles.cardHead}>
        <div>
          <Text as="h3" variant="title-x-small" weight="bold">
            {t('model.lineage')}
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            {t('model.lineageText')}
          </Text>
        </div>
        {model.history.length > 1 && (
          <Select
            aria-label={t('model.lineageOf')}
            size="small"
            options={model.history.map(({ arn, version: number }) => ({
              id: arn,
              label: t('models.version', { version: String(number) }),
            }))}
            value={version.arn}
            onChange={key => setChosen(String(key))}
          />
        )}
      </div>
      <ol className={styles.lineage}>
        {lineageOf(model, version, useCase.evidence).map(step => (
          <Step
            key={step.id}
            step={step}
            version={version}
            isInCatalog={!useCase.retiredAt}
          />
        ))}
      </ol>
    </section>
  );
}
