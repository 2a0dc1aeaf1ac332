import { useApi } from '@backstage/core-plugin-api';
import {
  useAppSearchParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton } from '@backstage/ui';
import { useCallback, useMemo } from 'react';
import { mlopsApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { ErrorAlert } from '../ErrorAlert';
import { ListFilters, ListPage } from '../ListPage';
import { Notice } from '../Notice';
import { templateUse } from './adoption';
import { TemplateItem } from './TemplateItem';
import { UpgradeList } from './UpgradeList';
import styles from './TemplatesPage.module.css';

function useWords() {
  const [params, setParams] = useAppSearchParams();
  const words = params.get('q') ?? '';
  const change = useCallback(
    (q: string) =>
      setParams(
        previous => {
          if (q) {
            previous.set('q', q);
          } else {
            previous.delete('q');
          }
          return previous;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { words, change };
}

/** The content of the page Templates: everything below the header of the plugin. */
export function TemplatesPage() {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const api = useApi(mlopsApiRef);
  const { words, change } = useWords();
  const library = useLoad(useCallback(() => api.getTemplates(), [api]));
  const organization = useLoad(
    useCallback(() => api.getOrganizationMaturity(), [api]),
  );
  const uses = useMemo(
    () =>
      (library.value?.items ?? []).map(template =>
        templateUse(template, organization.value?.adoption ?? []),
      ),
    [library.value, organization.value],
  );
  const sought = words.toLocaleLowerCase();
  const found = uses.filter(({ template }) =>
    `${template.name} ${template.description} ${template.owner}`
      .toLocaleLowerCase()
      .includes(sought),
  );

  function renderLibrary() {
    if (library.error) {
      return (
        <ErrorAlert
          title={t('templates.error')}
          error={library.error}
          onRetry={library.reload}
        />
      );
    }
    if (!library.value) {
      return (
        <div aria-busy="true" className={styles.list}>
          <Skeleton height="11rem" />
          <Skeleton height="11rem" />
          <Skeleton height="11rem" />
        </div>
      );
    }
    if (uses.length === 0) {
      return library.value.observedAt ? (
        <Notice
          title={t('templates.emptyTitle')}
          text={t('templates.emptyText')}
        />
      ) : (
        <Notice
          title={t('templates.notReadTitle')}
          text={library.value.unknownReason ?? t('templates.notReadText')}
        />
      );
    }
    return (
      <>
        {library.value.unknownReason && (
          <Alert
            status="warning"
            icon
            title={t('templates.staleTitle')}
            description={library.value.unknownReason}
          />
        )}
        {organization.error !== undefined && (
          <ErrorAlert
            title={t('templates.adoptionUnknown')}
            error={organization.error}
            onRetry={organization.reload}
          />
        )}
        <div className={styles.columns}>
          {found.length > 0 ? (
            <ul className={styles.list}>
              {found.map(use => (
                <TemplateItem
                  key={use.template.productId}
                  use={use}
                  isAdoptionKnown={organization.value !== undefined}
                />
              ))}
            </ul>
          ) : (
            <Notice
              title={t('templates.noMatchTitle')}
              text={t('templates.noMatchText')}
            >
              <Button variant="secondary" onPress={() => change('')}>
                {t('list.clearFilters')}
              </Button>
            </Notice>
          )}
          {organization.value && <UpgradeList uses={uses} />}
        </div>
      </>
    );
  }

  return (
    <ListPage
      title={t('templates.title')}
      description={t('templates.description')}
    >
      <ListFilters
        search={{
          label: t('templates.search'),
          placeholder: t('templates.searchPlaceholder'),
          value: words,
          onChange: change,
        }}
      >
        <span className={styles.quiet} role="status">
          {library.value?.observedAt &&
            t('templates.seen', {
              age: <Age of={library.value.observedAt} />,
            })}
        </span>
      </ListFilters>
      {renderLibrary()}
    </ListPage>
  );
}
