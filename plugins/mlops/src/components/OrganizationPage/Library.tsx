import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type {
  OrganizationMaturityResponse,
  TemplatesPage,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { DateTime } from 'luxon';
import type { Loaded } from '../../hooks/useLoad';
import { useNow } from '../../hooks/useNow';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { BarList, ChartCard, TimeChart } from '../charts';
import { EvidenceAge } from './EvidenceAge';
import { contributorsOf, growthOf } from './figures';

function monthInWords(month: string): string {
  return DateTime.fromISO(month, { zone: 'utc' }).toLocaleString({
    month: 'short',
    year: 'numeric',
  });
}

/** `group:default/platform` as people write it; owners in Service Catalog need not be entities. */
function contributorInWords(owner: string): string {
  return owner.replace(/^group:(default\/)?/, '');
}

/** How old the library is, and why when it could not be read. */
function LibraryFoot({ library }: { library: TemplatesPage }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { observedAt, unknownReason } = library;
  return (
    <>
      {unknownReason && (
        <Alert
          status="warning"
          icon
          title={t(
            observedAt
              ? 'organization.library.staleTitle'
              : 'organization.library.unreadTitle',
          )}
          description={unknownReason}
        />
      )}
      <p>
        {observedAt
          ? t('organization.libraryRead', { age: <Age of={observedAt} /> })
          : t('organization.notChecked')}
      </p>
    </>
  );
}

/** What to say of a library without templates: empty and unread are not the same. */
function emptyKey(library: TemplatesPage | undefined) {
  return library?.observedAt
    ? 'organization.library.growthEmpty'
    : 'organization.library.notRead';
}

/** How many templates and versions the library had, month by month. */
export function LibraryGrowth({ loaded }: { loaded: Loaded<TemplatesPage> }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, error, reload } = loaded;
  const now = useNow();
  const growth =
    value &&
    growthOf(value.items, value.observedAt ? new Date(value.observedAt) : now);
  const months = growth?.months ?? [];
  return (
    <ChartCard
      title={t('organization.library.growthTitle')}
      description={t('organization.library.growthDescription')}
      fileName="template-library"
      table={
        growth && {
          columns: [
            t('organization.library.month'),
            t('organization.library.templates'),
            t('organization.library.versions'),
          ],
          rows: months.map(({ month, templates, versions }) => [
            month,
            templates,
            versions,
          ]),
        }
      }
      error={error}
      onRetry={reload}
      emptyText={t(emptyKey(value))}
      foot={
        value && (
          <>
            {growth && growth.undated > 0 && (
              <p>
                {t('organization.library.undated', { count: growth.undated })}
              </p>
            )}
            <LibraryFoot library={value} />
          </>
        )
      }
    >
      <TimeChart
        kind="bar"
        series={[
          {
            id: 'templates',
            label: t('organization.library.templates'),
            color: 'var(--chart-1)',
          },
          {
            id: 'versions',
            label: t('organization.library.versions'),
            color: 'var(--chart-3)',
          },
        ]}
        points={months.map(({ month, templates, versions }) => ({
          at: month,
          values: { templates, versions },
        }))}
        formatValue={String}
        formatAt={monthInWords}
        label={t('organization.library.growthLabel')}
      />
    </ChartCard>
  );
}

/** Who owns how many templates of the library. */
export function Contributors({ loaded }: { loaded: Loaded<TemplatesPage> }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, error, reload } = loaded;
  const contributors = value && contributorsOf(value.items);
  return (
    <ChartCard
      title={t('organization.library.contributorsTitle')}
      description={t('organization.library.contributorsDescription')}
      fileName="template-contributors"
      table={
        contributors && {
          columns: [
            t('organization.library.contributor'),
            t('organization.library.templates'),
          ],
          rows: contributors.map(({ owner, templates }) => [
            contributorInWords(owner),
            templates,
          ]),
        }
      }
      error={error}
      onRetry={reload}
      emptyText={t(emptyKey(value))}
      foot={value && <LibraryFoot library={value} />}
    >
      {contributors && (
        <BarList
          label={t('organization.library.contributorsLabel')}
          items={contributors.map(({ owner, templates }) => ({
            id: owner,
            label: contributorInWords(owner),
            segments: [
              {
                id: 'templates',
                label: t('organization.library.templates'),
                value: templates,
                color: 'var(--chart-1)',
              },
            ],
          }))}
        />
      )}
    </ChartCard>
  );
}

/** How many use cases are on which version of which template. */
export function Adoption(props: {
  loaded: Loaded<OrganizationMaturityResponse>;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, error, reload } = props.loaded;
  const adoption = value?.adoption ?? [];
  const supportOf = (supported: boolean) =>
    t(
      supported
        ? 'organization.library.supported'
        : 'organization.library.unsupported',
    );
  return (
    <ChartCard
      title={t('organization.library.adoptionTitle')}
      description={t('organization.library.adoptionDescription')}
      fileName="template-adoption"
      table={
        value && {
          columns: [
            t('organization.library.version'),
            t('organization.library.support'),
            t('organization.useCases'),
          ],
          rows: adoption.map(({ template, version, supported, useCases }) => [
            `${template} ${version}`,
            supportOf(supported),
            useCases.join(', '),
          ]),
        }
      }
      error={error}
      onRetry={reload}
      emptyText={t('organization.library.adoptionEmpty')}
      foot={value && <EvidenceAge checkedAt={value.checkedAt} />}
    >
      <BarList
        label={t('organization.library.adoptionLabel')}
        items={adoption.map(({ template, version, supported, useCases }) => ({
          id: `${template} ${version}`,
          label: `${template} ${version}`,
          segments: [
            {
              id: String(supported),
              label: supportOf(supported),
              value: useCases.length,
              color: supported ? 'var(--chart-1)' : 'var(--chart-2)',
            },
          ],
          note: supportOf(supported),
        }))}
      />
    </ChartCard>
  );
}
