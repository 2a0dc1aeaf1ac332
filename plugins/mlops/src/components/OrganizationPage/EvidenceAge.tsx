import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';

/** How old the evidence is that something rests on. */
export function EvidenceAge({ checkedAt }: { checkedAt: string | undefined }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return (
    <>
      {checkedAt
        ? t('organization.evidence', { age: <Age of={checkedAt} /> })
        : t('organization.notChecked')}
    </>
  );
}
