import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { OrganizationMaturityResponse } from '@mlops-portal/backstage-plugin-mlops-common';
import { useState } from 'react';
import type { Loaded } from '../../hooks/useLoad';
import { mlopsTranslationRef } from '../../translation';
import { ChartCard } from '../charts';
import { EvidenceAge } from './EvidenceAge';
import styles from './OrganizationPage.module.css';

const SHOWN = 5;

type BottleneckFigures = OrganizationMaturityResponse['bottlenecks'][number];

function Bottleneck(props: {
  bottleneck: BottleneckFigures;
  /** How many the first one keeps. */
  most: number;
  isShown: boolean;
  onPress: () => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { bottleneck, most, isShown, onPress } = props;
  const { title, unmet, unknown, alone } = bottleneck;
  const stage = t(`stage.${bottleneck.stage}`);
  const parts = [
    unmet > 0 && t('organization.bottlenecks.unmet', { number: String(unmet) }),
    unknown > 0 &&
      t('organization.bottlenecks.unknown', { number: String(unknown) }),
  ].filter(part => part !== false);
  return (
    <li className={styles.bottleneck}>
      <Text as="h4" variant="body-medium" weight="bold">
        {title}
      </Text>
      <span className={styles.bar} aria-hidden="true">
        <span
          className={styles.unmet}
          style={{ width: `${(unmet / most) * 100}%` }}
        />
        <span
          className={styles.unknown}
          style={{ width: `${(unknown / most) * 100}%` }}
        />
      </span>
      <div className={styles.bottleneckBody}>
        <div className={styles.bottleneckWords}>
          <p>
            {t('organization.bottlenecks.keeps', {
              count: unmet + unknown,
              stage,
              parts: parts.join(', '),
            })}
          </p>
          <p className={alone > 0 ? styles.gain : styles.quiet}>
            {alone > 0
              ? t('organization.bottlenecks.gain', { count: alone, stage })
              : t('organization.bottlenecks.noGain', { stage })}
          </p>
        </div>
        <Button
          size="small"
          variant={isShown ? 'primary' : 'secondary'}
          aria-label={
            isShown
              ? undefined
              : t('organization.bottlenecks.showOf', { criterion: title })
          }
          onPress={onPress}
        >
          {t(
            isShown
              ? 'organization.bottlenecks.showAll'
              : 'organization.bottlenecks.show',
          )}
        </Button>
      </div>
    </li>
  );
}

/** The criteria that keep use cases from their next stage, the one that keeps most first. */
export function Bottlenecks(props: {
  loaded: Loaded<OrganizationMaturityResponse>;
  /** Id of the criterion that the heat map shows alone. */
  shown: string | undefined;
  /** Without a criterion: shows all of them again. */
  onShow: (criterion: string | undefined) => void;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { loaded, shown, onShow } = props;
  const { value, error, reload } = loaded;
  const [isAll, setIsAll] = useState(false);
  const all = value?.bottlenecks ?? [];
  const most = Math.max(1, ...all.map(one => one.unmet + one.unknown));
  return (
    <ChartCard
      title={t('organization.bottlenecks.title')}
      description={t('organization.bottlenecks.description')}
      fileName="maturity-bottlenecks"
      table={
        value && {
          columns: [
            t('organization.criterion'),
            t('organization.stage'),
            t('organization.bottlenecks.columnKeeps'),
            t('organization.bottlenecks.columnUnmet'),
            t('organization.bottlenecks.columnUnknown'),
            t('organization.bottlenecks.columnAlone'),
          ],
          rows: all.map(({ title, stage, unmet, unknown, alone }) => [
            title,
            t(`stage.${stage}`),
            unmet + unknown,
            unmet,
            unknown,
            alone,
          ]),
        }
      }
      expectedHeight="36rem"
      error={error}
      onRetry={reload}
      emptyText={t('organization.bottlenecks.empty')}
      foot={value && <EvidenceAge checkedAt={value.checkedAt} />}
    >
      <div className={styles.stack}>
        <ol className={styles.bottlenecks}>
          {(isAll ? all : all.slice(0, SHOWN)).map(bottleneck => (
            <Bottleneck
              key={bottleneck.id}
              bottleneck={bottleneck}
              most={most}
              isShown={bottleneck.id === shown}
              onPress={() =>
                onShow(bottleneck.id === shown ? undefined : bottleneck.id)
              }
            />
          ))}
        </ol>
        {all.length > SHOWN && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setIsAll(known => !known)}
          >
            {isAll
              ? t('charts.showFewer')
              : t('charts.showAll', { number: String(all.length) })}
          </Button>
        )}
      </div>
    </ChartCard>
  );
}
