import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import type { UseCase } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';

/** Who it was, with the way to the entity where it is one. */
function Who({ who }: { who: string }) {
  try {
    parseEntityRef(who);
  } catch {
    // A service, which has no entity.
    return <>{who}</>;
  }
  return (
    <EntityRefLink entityRef={who} defaultKind="user" hideIcon disableTooltip />
  );
}

/** Says of a use case that it is retired or being retired: since when, by whom, and what that means. */
export function RetirementNotice({ useCase }: { useCase: UseCase }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { retirementBegunAt, retiredAt, retiredBy = '' } = useCase;
  const who = <Who who={retiredBy} />;
  if (retiredAt) {
    return (
      <Alert
        status="info"
        icon
        title={t('retirement.retired', { age: <Age of={retiredAt} />, who })}
        description={t('retirement.retiredText')}
      />
    );
  }
  return retirementBegunAt ? (
    <Alert
      status="warning"
      icon
      title={t('retirement.begun', {
        age: <Age of={retirementBegunAt} />,
        who,
      })}
      description={t('retirement.begunText')}
    />
  ) : null;
}
