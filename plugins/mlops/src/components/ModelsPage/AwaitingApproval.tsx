import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link, Text } from '@backstage/ui';
import type {
  ModelsPage,
  ModelSummary,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { useModelHref } from './useModelHref';
import styles from './ModelsPage.module.css';

function AwaitingModel({ model }: { model: ModelSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const modelHref = useModelHref();
  const { group, useCase, latest } = model;
  return (
    <li className={styles.awaitingModel}>
      <Link href={modelHref(model)} weight="bold" standalone>
        {group}
      </Link>
      <Text variant="body-small" color="secondary">
        {t('models.awaitingVersion', {
          version: String(latest?.version),
          useCase,
        })}
      </Text>
      {latest?.createdAt && (
        <Text variant="body-small" color="secondary">
          {t('models.waiting', { age: <Age of={latest.createdAt} /> })}
        </Text>
      )}
    </li>
  );
}

/** The models that wait for somebody to approve or reject their newest version, the longest waiting first; nothing when none does. */
export function AwaitingApproval(props: {
  awaiting: ModelsPage | undefined;
  onShowAll: () => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { awaiting, onShowAll } = props;
  if (!awaiting || awaiting.items.length === 0) {
    return null;
  }
  const title = t('models.awaiting', { count: awaiting.totalItems });
  return (
    <section className={styles.awaiting} aria-label={title}>
      <div className={styles.awaitingHead}>
        <Text as="h3" variant="title-x-small" weight="bold">
          {title}
        </Text>
        {awaiting.totalItems > awaiting.items.length && (
          <Button size="small" variant="secondary" onPress={onShowAll}>
            {t('models.showAllAwaiting')}
          </Button>
        )}
      </div>
      <ul className={styles.awaitingList}>
        {awaiting.items.map(model => (
          <AwaitingModel
            key={`${model.accountId}/${model.group}`}
            model={model}
          />
        ))}
      </ul>
    </section>
  );
}
