import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { Costs } from '@mlops-portal/backstage-plugin-mlops-common';
import { errorMessage } from '../../errorMessage';
import { formatMoney } from '../../formatMoney';
import type { Loaded } from '../../hooks/useLoad';
import { mlopsTranslationRef } from '../../translation';
import { Quiet } from '../UseCaseTab';

/** What an account cost, up to which day that is known, or why it is not. */
export function AccountCost(props: {
  accountId: string;
  costs: Pick<Loaded<Costs>, 'value' | 'error'>;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { accountId, costs } = props;
  const { value, error } = costs;
  if (error) {
    return (
      <>
        {t('accountsTab.costUnknownBecause', { reason: errorMessage(error) })}
      </>
    );
  }
  if (!value) {
    return (
      <div
        role="status"
        aria-busy="true"
        aria-label={t('accountsTab.costLoading')}
      >
        <Skeleton width="6rem" height="1.25rem" />
      </div>
    );
  }
  const { currency, until, unknownReason } = value;
  const amount = value.useCases
    .flatMap(({ accounts }) => accounts)
    .find(account => account.accountId === accountId)?.amount;
  if (amount === undefined || !currency || !until) {
    return (
      <>
        {unknownReason
          ? t('accountsTab.costUnknownBecause', { reason: unknownReason })
          : t('accountsTab.costUnknown')}
      </>
    );
  }
  return (
    <>
      {t('accountsTab.costUntil', {
        amount: formatMoney(amount, currency),
        day: until,
      })}
      {unknownReason && (
        <>
          {' '}
          <Quiet>{t('accountsTab.costStale', { reason: unknownReason })}</Quiet>
        </>
      )}
    </>
  );
}
