import type {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ForwardedError, InputError } from '@backstage/errors';
import type { EventParams, EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { durationToMilliseconds } from '@backstage/types';
import {
  configureCriteria,
  defaultCriteria,
  LIBRARY_CHANGED_TOPIC,
  USE_CASE_CHANGED_TOPIC,
  USE_CASE_SIGNAL_CHANNEL,
  type Criterion,
} from '@mlops-portal/backstage-plugin-mlops-common';
import type {
  AccountCollector,
  AwsClients,
  MlopsConfig,
} from '@mlops-portal/backstage-plugin-mlops-node';
import type { Knex } from 'knex';
import { AccountStore } from './database/AccountStore';
import { CollectionStore } from './database/CollectionStore';
import { CostStore } from './database/CostStore';
import { EvaluationStore } from './database/EvaluationStore';
import { HistoryStore } from './database/HistoryStore';
import { LibraryStore } from './database/LibraryStore';
import { ModelStore } from './database/ModelStore';
import { NoticeStore } from './database/NoticeStore';
import { UseCaseStore } from './database/UseCaseStore';
import { WaiverStore } from './database/WaiverStore';
import { costNotice, noticesOf } from './notifications/notices';
import { Notifier } from './notifications/Notifier';
import type { OwnerDirectory } from './service/OwnerDirectory';
import { OrganizationView } from './service/OrganizationView';
import { ReadService } from './service/ReadService';
import { RegistryService } from './service/RegistryService';
import { RetirementService } from './service/RetirementService';
import { AccountReader } from './sync/AccountReader';
import { CostService } from './sync/CostService';
import { EventRefresh } from './sync/EventRefresh';
import { EvidenceService } from './sync/EvidenceService';
import { OrganizationReader } from './sync/OrganizationReader';
import { recordDay } from './sync/recordDay';
import { createSyncClock } from './sync/SyncClock';

/** Id of the scheduled task that collects evidence. */
export const SYNC_TASK = 'collect-evidence';

function criteriaOf(mlops: MlopsConfig, added: readonly Criterion[]) {
  try {
    return configureCriteria(
      [
        ...defaultCriteria({
          guardRailPolicy: mlops.accounts.guardRailPolicy,
          timeToProductionTargetDays: mlops.maturity.timeToProductionTargetDays,
        }),
        ...added,
      ],
      mlops.maturity,
    );
  } catch (error) {
    throw new InputError(
      `Invalid configuration at 'mlops.maturity': ${(error as Error).message}`,
    );
  }
}

/**
 * Makes what the plugin is made of, and ties it together.
 *
 * @throws InputError when `mlops.maturity` names a criterion that there is not
 */
export function createServices(options: {
  mlops: MlopsConfig;
  aws: AwsClients;
  knex: Knex;
  collectors: readonly AccountCollector[];
  addedCriteria: readonly Criterion[];
  owners: OwnerDirectory;
  auth: AuthService;
  discovery: DiscoveryService;
  events: EventsService;
  notifications: NotificationService;
  signals: SignalsService;
  logger: LoggerService;
  now?: () => Date;
}) {
  const { mlops, aws, knex, collectors, owners, events, signals, logger } =
    options;
  const { now = () => new Date() } = options;
  const criteria = criteriaOf(mlops, options.addedCriteria);
  const useCases = new UseCaseStore(knex);
  const evaluations = new EvaluationStore(knex);
  const accounts = new AccountStore(knex);
  const library = new LibraryStore(knex);
  const collections = new CollectionStore(knex);
  const waivers = new WaiverStore(knex);
  const history = new HistoryStore(knex);
  const models = new ModelStore(knex);
  const costs = new CostStore(knex);
  const notices = new NoticeStore(knex);
  const clock = createSyncClock({ ...options, taskId: SYNC_TASK, now });
  const notifier = new Notifier({ ...options, notices, now });

  // What was done stays done when nobody can be told: the catalog also looks by itself.
  const publish = async (event: EventParams) => {
    try {
      await events.publish(event);
    } catch (error) {
      logger.warn(
        `Could not publish the event ${event.topic}; the catalog learns of the change when it next reads everything`,
        new ForwardedError('The events service failed', error),
      );
    }
  };
  const onChanged = (useCase: string) =>
    publish({ topic: USE_CASE_CHANGED_TOPIC, eventPayload: { useCase } });

  // Pages that are open read again what changed; without signals they do when they are opened.
  const signal = async (useCase: string) => {
    try {
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: USE_CASE_SIGNAL_CHANNEL,
        message: { useCase },
      });
    } catch (error) {
      logger.debug(
        `Could not tell open pages that ${useCase} changed: ${error}`,
      );
    }
  };

  const organization = new OrganizationReader({
    aws,
    mlops,
    accounts,
    library,
    collections,
    clock,
    onLibraryChanged: () =>
      publish({ topic: LIBRARY_CHANGED_TOPIC, eventPayload: {} }),
    logger,
    now,
  });
  const evidence = new EvidenceService({
    criteria,
    organization,
    reader: new AccountReader({
      aws,
      collectors,
      organizationalUnits: mlops.accounts.organizationalUnits,
      logger,
      concurrency: mlops.sync.concurrency,
      timeoutMs: durationToMilliseconds(mlops.sync.accountTimeout),
      now,
    }),
    owners,
    useCases,
    evaluations,
    accounts,
    library,
    collections,
    waivers,
    clock,
    concurrency: mlops.sync.concurrency,
    onChanged,
    onUpdate: async update => {
      await signal(update.useCase.name);
      await notifier.tell(update.useCase, noticesOf(update));
    },
    logger,
    now,
  });
  const eventRefresh = new EventRefresh({
    collectors,
    targets: {
      concerns: (account, concerns) =>
        evidence.refreshConcerns(account, concerns),
      organization: () => evidence.refreshOrganization(),
      library: () => organization.readLibrary(),
      dataLake: () => evidence.refreshDataLake(),
    },
    accounts: {
      governance: mlops.aws.governanceAccountId,
      dataLake: mlops.aws.dataLakeAccountId,
    },
    logger,
  });
  const { retentionDays } = mlops.history;
  const costSync = new CostService({
    aws,
    costs,
    accounts,
    useCases,
    collections,
    retentionDays,
    onAnomaly: async (name, anomaly) => {
      const useCase = await useCases.get(name);
      if (useCase) {
        await notifier.tell(useCase, [costNotice(useCase, anomaly)]);
      }
    },
    logger,
    now,
  });
  return {
    criteria,
    useCases,
    evaluations,
    accounts,
    library,
    collections,
    waivers,
    history,
    models,
    costs,
    evidence,
    eventRefresh,
    costSync,
    registry: new RegistryService({
      useCases,
      owners,
      naming: mlops.accounts,
      now,
    }),
    retirement: new RetirementService({
      useCases,
      accounts,
      collections,
      evidence,
      now,
    }),
    reading: new ReadService({
      criteria,
      useCases,
      evaluations,
      waivers,
      history,
      models,
      clock,
      now,
    }),
    organization: new OrganizationView({
      criteria,
      evaluations,
      library,
      collections,
      clock,
      now,
    }),
    recordDay: () =>
      recordDay({ evaluations, history, notices, retentionDays, now: now() }),
    /** Tells the catalog and open pages that a use case was registered, or is being retired. */
    onChanged: async (useCase: string) => {
      await onChanged(useCase);
      await signal(useCase);
    },
    now,
  };
}
