import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Header } from '@backstage/ui';
import { useCallback, useRef } from 'react';
import { mlopsApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { mlopsTranslationRef } from '../../translation';
import { HeatMapCard } from '../HeatMap';
import { Bottlenecks } from './Bottlenecks';
import { EvidenceAge } from './EvidenceAge';
import { Headline } from './Headline';
import { Adoption, Contributors, LibraryGrowth } from './Library';
import styles from './OrganizationPage.module.css';
import { StagesOverTime } from './StagesOverTime';
import { Teams } from './Teams';
import { TimeToValue } from './TimeToValue';
import { useOrganizationQuery } from './useOrganizationQuery';

/** The content of the page Maturity: everything below the header of the plugin. */
export function OrganizationPage() {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const api = useApi(mlopsApiRef);
  const { query, change } = useOrganizationQuery();
  const { days } = query;
  // Each is shown as soon as it is there, and fails by itself.
  const maturity = useLoad(
    useCallback(() => api.getOrganizationMaturity(), [api]),
  );
  const useCases = useLoad(
    useCallback(() => api.getOrganizationUseCases(), [api]),
  );
  const history = useLoad(
    useCallback(() => api.getOrganizationHistory(days), [api, days]),
  );
  const library = useLoad(useCallback(() => api.getTemplates(), [api]));
  const heatMap = useRef<HTMLDivElement>(null);

  return (
    <>
      <Header
        title={t('organization.title')}
        description={t('organization.description')}
      />
      <Container className={styles.content}>
        <Headline loaded={maturity} />
        <StagesOverTime
          loaded={history}
          days={days}
          onDays={chosen => change({ days: chosen })}
        />
        <div className={styles.pair}>
          <Bottlenecks
            loaded={maturity}
            shown={query.criterion}
            onShow={criterion => {
              change({ criterion });
              // Scrolls there, too, and leads who uses the keyboard to what changed.
              heatMap.current?.focus();
            }}
          />
          <Teams loaded={useCases} />
        </div>
        <div
          ref={heatMap}
          tabIndex={-1}
          role="group"
          aria-label={t('organization.heatMap.title')}
          className={styles.heatMap}
        >
          <HeatMapCard
            loaded={useCases}
            filter={query}
            onChange={change}
            foot={
              useCases.value && (
                <EvidenceAge checkedAt={useCases.value.checkedAt} />
              )
            }
          />
        </div>
        <TimeToValue useCases={useCases} maturity={maturity} />
        <div className={styles.pair}>
          <LibraryGrowth loaded={library} />
          <Contributors loaded={library} />
        </div>
        <Adoption loaded={maturity} />
      </Container>
    </>
  );
}
