import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  REACHED_STAGES,
  type OrganizationUseCases,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { useMemo } from 'react';
import { ownerInWords } from '../../fields/ownerInWords';
import type { Loaded } from '../../hooks/useLoad';
import { mlopsTranslationRef } from '../../translation';
import { BarList, ChartCard } from '../charts';
import { EvidenceAge } from './EvidenceAge';
import { teamsOf } from './figures';

/** How many use cases each team has at each stage. */
export function Teams(props: { loaded: Loaded<OrganizationUseCases> }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { value, error, reload } = props.loaded;
  const teams = useMemo(() => value && teamsOf(value.useCases), [value]);
  return (
    <ChartCard
      title={t('organization.teams.title')}
      description={t('organization.teams.description')}
      fileName="maturity-teams"
      table={
        teams && {
          columns: [
            t('organization.team'),
            ...REACHED_STAGES.map(stage => t(`stage.${stage}`)),
            t('organization.teams.total'),
          ],
          rows: teams.map(({ owner, counts, total }) => [
            ownerInWords(owner),
            ...REACHED_STAGES.map(stage => counts[stage]),
            total,
          ]),
        }
      }
      error={error}
      onRetry={reload}
      emptyText={t('organization.emptyUseCases')}
      foot={value && <EvidenceAge checkedAt={value.checkedAt} />}
    >
      {teams && (
        <BarList
          label={t('organization.teams.label')}
          items={teams.map(({ owner, counts, total }) => ({
            id: owner,
            label: (
              <EntityRefLink
                entityRef={owner}
                defaultKind="group"
                hideIcon
                disableTooltip
              />
            ),
            segments: REACHED_STAGES.map(stage => ({
              id: stage,
              label: t(`stage.${stage}`),
              value: counts[stage],
              color: `var(--stage-${stage})`,
            })),
            note: t('organization.teams.count', { count: total }),
          }))}
        />
      )}
    </ChartCard>
  );
}
