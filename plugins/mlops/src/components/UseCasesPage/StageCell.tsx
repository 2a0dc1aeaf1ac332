import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, DialogTrigger, Popover, Text } from '@backstage/ui';
import type { UseCaseSummary } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ListCell } from '../ListTable';
import { StageChip } from '../StageChip';
import styles from './UseCasesTable.module.css';

/** How far a use case is from its next stage, and what is missing for it. */
export function Progress({ useCase }: { useCase: UseCaseSummary }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { progress, nextStage, missing, retirementBegunAt, retiredAt } =
    useCase;
  if (retiredAt || retirementBegunAt) {
    return (
      <Text variant="body-small" color="secondary">
        {retiredAt
          ? t('retirement.retiredShort', { age: <Age of={retiredAt} /> })
          : t('retirement.begunShort')}
      </Text>
    );
  }
  if (!progress) {
    return (
      <Text variant="body-small" color="secondary">
        {useCase.evaluatedAt ? t('useCases.top') : t('useCases.notEvaluated')}
      </Text>
    );
  }
  const stage = nextStage ? t(`stage.${nextStage}`) : '';
  const { met, unmet, unknown, waived } = progress;
  const total = met + unmet + unknown + waived;
  if (total === 0) {
    return (
      <Text variant="body-small" color="secondary">
        {t('useCases.notAssessed', { stage })}
      </Text>
    );
  }
  const counts = { met: String(progress.met), total: String(total), stage };
  return (
    <DialogTrigger>
      <Button
        size="small"
        variant="tertiary"
        className={styles.progress}
        aria-label={t('useCases.progressHint', counts)}
      >
        <span className={styles.progressBar} aria-hidden="true">
          <span style={{ width: `${(100 * progress.met) / total}%` }} />
        </span>
        {t('useCases.progress', counts)}
      </Button>
      <Popover placement="bottom start">
        <div className={styles.missing}>
          <Text as="h3" variant="body-medium" weight="bold">
            {t('useCases.missingTitle', { stage })}
          </Text>
          <ul>
            {missing.map(title => (
              <li key={title}>{title}</li>
            ))}
          </ul>
          {progress.unknown > 0 && (
            <Text as="p" variant="body-small" color="secondary">
              {t('useCases.unknownCount', { count: progress.unknown })}
            </Text>
          )}
        </div>
      </Popover>
    </DialogTrigger>
  );
}

/** The stage of a use case, and how far it is from the next. */
export function StageCell({ useCase }: { useCase: UseCaseSummary }) {
  return (
    <ListCell>
      <StageChip stage={useCase.stage} />
      <Progress useCase={useCase} />
    </ListCell>
  );
}
