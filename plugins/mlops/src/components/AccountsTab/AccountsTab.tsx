import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink, useEntity } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import {
  accountEntityNames,
  ENVIRONMENTS,
  isClosedAccount,
  type AccountEvidence,
  type AccountSnapshot,
  type Costs,
  type CriterionResult,
  type Environment,
  type UseCaseDetail,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type { MlopsApi } from '../../api';
import type { Loaded } from '../../hooks/useLoad';
import { useUseCaseData } from '../../hooks/useUseCaseData';
import { errorMessage } from '../../errorMessage';
import { mlopsTranslationRef } from '../../translation';
import { nameOfUseCase } from '../../useCaseOfEntity';
import { AddAccountLink } from '../AddAccountLink';
import { Age } from '../Age';
import { CopyButton } from '../CopyButton';
import { RetirementNotice } from '../RetirementNotice';
import {
  Freshness,
  Panel,
  StatusMark,
  UseCaseTab,
  WithAccounts,
} from '../UseCaseTab';
import { AccountCost } from './AccountCost';
import { Posture } from './Posture';
import { postureOf } from './postureChecks';
import { Studio } from './Studio';
import styles from './AccountsTab.module.css';

/** How many days the cost is of. */
const COST_DAYS = 30;

/** How the criterion about guard rails was judged. */
type GuardRails = Pick<CriterionResult, 'verdict' | 'reason'> | undefined;

const GUARD_RAILS = 'initial.guard-rails';

async function readGuardRails(
  api: MlopsApi,
  useCase: UseCaseDetail,
): Promise<GuardRails> {
  // Asking for the maturity before the first evaluation is an error.
  if (!useCase.evaluatedAt) {
    return undefined;
  }
  try {
    const { stages } = await api.getMaturity(useCase.name);
    return stages
      .flatMap(({ criteria }) => criteria)
      .find(({ id }) => id === GUARD_RAILS);
  } catch (error) {
    // The rest of the tab does not need it: one check is not known, and says why.
    return { verdict: 'unknown', reason: errorMessage(error) };
  }
}

async function readAccounts(api: MlopsApi, name: string) {
  const useCase = await api.getUseCase(name);
  return { useCase, guardRails: await readGuardRails(api, useCase) };
}

function readCosts(api: MlopsApi, useCase: string): Promise<Costs> {
  return api.getCosts({ useCase, days: COST_DAYS });
}

function Unit({ account }: { account: AccountEvidence }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { organizationalUnit, expectedOrganizationalUnitId } = account;
  if (!organizationalUnit) {
    return <>{t('accountsTab.unitUnknown')}</>;
  }
  const { id, name: unit } = organizationalUnit;
  if (!expectedOrganizationalUnitId) {
    return <>{unit}</>;
  }
  return id === expectedOrganizationalUnitId ? (
    <>{t('accountsTab.unitExpected', { unit })}</>
  ) : (
    <strong>{t('accountsTab.unitUnexpected', { unit })}</strong>
  );
}

function Account(props: {
  useCase: UseCaseDetail;
  snapshot: AccountSnapshot;
  guardRails: GuardRails;
  costs: Loaded<Costs>;
  /** Under which name the catalog has it; absent when it has not. */
  entityName?: string;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { useCase, snapshot, guardRails, costs, entityName } = props;
  const { account, studio, endpoints, trails } = snapshot;
  const { accountId, name, status, environment, joinedAt } = account;
  const isClosed = isClosedAccount(account);
  return (
    <div className={styles.account}>
      <dl className={styles.facts}>
        <dt>{t('accountsTab.account')}</dt>
        <dd>
          {entityName ? (
            <EntityRefLink
              entityRef={{
                kind: 'resource',
                namespace: 'default',
                name: entityName,
              }}
            >
              {name}
            </EntityRefLink>
          ) : (
            name
          )}{' '}
          <StatusMark status={status} />
          <br />
          <span className={styles.id}>
            <code aria-label={t('accounts.idOf', { id: accountId })}>
              {accountId}
            </code>
            <CopyButton
              text={accountId}
              what={t('accounts.idOf', { id: accountId })}
            />
          </span>
        </dd>
        <dt>{t('accountsTab.unit')}</dt>
        <dd>
          <Unit account={account} />
        </dd>
        {joinedAt && (
          <>
            <dt>{t('accountsTab.joined')}</dt>
            <dd>
              <Age of={joinedAt} />
            </dd>
          </>
        )}
        {!isClosed && (
          <>
            <dt>{t('accountsTab.studio')}</dt>
            <dd>
              <Studio snapshot={snapshot} useCase={useCase} />
            </dd>
          </>
        )}
        <dt>{t('accountsTab.cost')}</dt>
        <dd>
          <AccountCost accountId={accountId} costs={costs} />
        </dd>
      </dl>
      {isClosed ? (
        <Text as="p" variant="body-medium" color="secondary">
          {t('tab.closed', { status })}
        </Text>
      ) : (
        <>
          <Posture
            environment={environment}
            results={postureOf(snapshot, guardRails)}
          />
          <Freshness parts={[studio, endpoints, trails]} />
        </>
      )}
    </div>
  );
}

function NoAccount(props: {
  useCase: UseCaseDetail;
  environment: Environment;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { useCase, environment } = props;
  return (
    <div className={styles.missing}>
      <Text as="p" variant="body-medium" weight="bold">
        {t('accounts.none')}
      </Text>
      <Text as="p" variant="body-medium" color="secondary">
        {t(`environmentHelp.${environment}`)}
      </Text>
      <AddAccountLink useCase={useCase} environment={environment} />
    </div>
  );
}

function AccountGrid(props: {
  useCase: UseCaseDetail;
  snapshots: AccountSnapshot[];
  guardRails: GuardRails;
  costs: Loaded<Costs>;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { useCase, snapshots, guardRails, costs } = props;
  const entityNames = accountEntityNames(
    useCase.name,
    snapshots.map(({ account }) => account),
  );
  const list = useCase.evidence?.accounts;
  return (
    <>
      <div className={styles.grid}>
        {ENVIRONMENTS.map(environment => {
          const own = snapshots.filter(
            ({ account }) => account.environment === environment,
          );
          return (
            <Panel key={environment} title={t(`environment.${environment}`)}>
              {own.map(snapshot => {
                const { accountId, name } = snapshot.account;
                return (
                  <Account
                    key={accountId}
                    useCase={useCase}
                    snapshot={snapshot}
                    guardRails={guardRails}
                    costs={costs}
                    entityName={
                      useCase.retiredAt
                        ? undefined
                        : (entityNames.get(accountId) ?? name)
                    }
                  />
                );
              })}
              {own.length === 0 && (
                <NoAccount useCase={useCase} environment={environment} />
              )}
            </Panel>
          );
        })}
      </div>
      {list && <Freshness parts={[list]} />}
    </>
  );
}

function UseCaseAccounts({ name }: { name: string }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const loaded = useUseCaseData(name, readAccounts);
  const costs = useUseCaseData(name, readCosts);
  return (
    <UseCaseTab
      title={t('entityTabs.accounts')}
      description={t('accountsTab.description')}
      loaded={loaded}
    >
      {({ useCase, guardRails }) => (
        <>
          <RetirementNotice useCase={useCase} />
          <WithAccounts
            useCase={useCase}
            none={
              <AccountGrid
                useCase={useCase}
                snapshots={[]}
                guardRails={guardRails}
                costs={costs}
              />
            }
          >
            {snapshots => (
              <AccountGrid
                useCase={useCase}
                snapshots={snapshots}
                guardRails={guardRails}
                costs={costs}
              />
            )}
          </WithAccounts>
        </>
      )}
    </UseCaseTab>
  );
}

/** The tab of a use case's AWS accounts: one for each environment, with posture, Studio and cost. */
export function AccountsTab() {
  const name = nameOfUseCase(useEntity().entity);
  return <UseCaseAccounts key={name} name={name} />;
}
