import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Skeleton,
  Text,
} from '@backstage/ui';
import type {
  CriterionResult,
  OrganizationMaturityResponse,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { Loaded } from '../../hooks/useLoad';
import { useNow } from '../../hooks/useNow';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ErrorAlert } from '../ErrorAlert';
import { VerdictMark } from '../MaturityCard/VerdictMark';
import { StageChip } from '../StageChip';
import { EvidenceAge } from './EvidenceAge';
import styles from './OrganizationPage.module.css';

/** Collection is due many times a day: something is wrong when none succeeded in one. */
const STALE_AFTER = 24 * 60 * 60 * 1000;

function Criterion({ criterion }: { criterion: CriterionResult }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { title, verdict, reason, why, facts, remedy, source } = criterion;
  return (
    <Accordion className={styles.criterion}>
      <AccordionTrigger level={4}>
        <span className={styles.criterionHead}>
          <VerdictMark verdict={verdict} /> <span>{title}</span>
        </span>
      </AccordionTrigger>
      <AccordionPanel className={styles.criterionBody}>
        <p>{reason}</p>
        <dl>
          <dt>{t('maturity.why')}</dt>
          <dd>{why}</dd>
          <dt>{t('maturity.facts')}</dt>
          <dd>
            {facts.length === 0 ? (
              t('maturity.noFacts')
            ) : (
              <ul>
                {facts.map(({ text, observedAt }) => (
                  <li key={text}>
                    {text}
                    {observedAt && (
                      <span className={styles.quiet}>
                        {' · '}
                        <Age of={observedAt} />
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </dd>
          {remedy && verdict !== 'met' && (
            <>
              <dt>{t('maturity.remedy')}</dt>
              <dd>{remedy.text}</dd>
            </>
          )}
        </dl>
        <p className={styles.quiet}>{t('maturity.source', { source })}</p>
      </AccordionPanel>
    </Accordion>
  );
}

function Stale({ checkedAt }: { checkedAt: string | undefined }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const now = useNow();
  if (!checkedAt || now.getTime() - Date.parse(checkedAt) < STALE_AFTER) {
    return null;
  }
  return (
    <Alert
      status="warning"
      icon
      title={t('organization.staleTitle')}
      description={t('organization.staleText', {
        age: <Age of={checkedAt} />,
      })}
    />
  );
}

/** The stage of the organization, and the criteria it has to meet for the highest. */
export function Headline(props: {
  loaded: Loaded<OrganizationMaturityResponse>;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, error, reload } = props.loaded;

  function renderBody() {
    if (error) {
      return (
        <ErrorAlert
          title={t('organization.headline.error')}
          error={error}
          onRetry={reload}
        />
      );
    }
    if (!value) {
      return (
        <div
          role="status"
          aria-busy="true"
          aria-label={t('organization.headline.loading')}
          className={styles.skeletons}
        >
          <Skeleton width="100%" height="2.5rem" />
          {Array.from({ length: 5 }, (_, index) => (
            <Skeleton key={index} width="100%" height="1.55rem" />
          ))}
        </div>
      );
    }
    const { criteria, checkedAt } = value;
    const countOf = (verdict: CriterionResult['verdict']) =>
      criteria.filter(criterion => criterion.verdict === verdict).length;
    const counts = {
      met: String(countOf('met')),
      total: String(criteria.length),
    };
    const unknown = countOf('unknown');
    return (
      <>
        <Stale checkedAt={checkedAt} />
        <p className={styles.summary}>
          <StageChip stage={value.stage} />
          <span className={styles.quiet}>
            {unknown > 0
              ? t('maturity.countsUnknown', {
                  ...counts,
                  unknown: String(unknown),
                })
              : t('maturity.counts', counts)}
          </span>
          <span className={styles.quiet}>
            <EvidenceAge checkedAt={checkedAt} />
          </span>
        </p>
        <p className={styles.quiet}>{t('organization.headline.rule')}</p>
        <ul
          className={styles.criteria}
          aria-label={t('organization.headline.criteria')}
        >
          {criteria.map(criterion => (
            <li key={criterion.id}>
              <Criterion criterion={criterion} />
            </li>
          ))}
        </ul>
      </>
    );
  }

  const title = t('organization.headline.title');
  return (
    <section className={styles.headline} aria-label={title}>
      <Text as="h3" variant="title-x-small" weight="bold">
        {title}
      </Text>
      {renderBody()}
    </section>
  );
}
