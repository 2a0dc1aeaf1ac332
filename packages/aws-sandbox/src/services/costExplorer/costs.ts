// What accounts cost: worked out from what is in them, always with the same result for the same day.
import { createHash } from 'node:crypto';
import type { State } from '../../state/model';
import { DAY, toDay, type Period } from './days';

/** Services as Cost Explorer names them. */
const SERVICES = {
  keys: 'AWS Key Management Service',
  network: 'Amazon Virtual Private Cloud',
  sageMaker: 'Amazon SageMaker',
  storage: 'Amazon Simple Storage Service',
  delivery: 'AWS CodePipeline',
} as const;

/** US dollars for a day, about what AWS asks for in Ireland. */
const DAILY = {
  key: 1 / 30,
  /** In two availability zones. */
  vpcEndpoint: 0.011 * 24 * 2,
  /** What people run in Studio, on a working day. */
  studio: 14,
  notebook: 1.2,
  trackingServer: 0.642 * 24,
  /** An instance behind an endpoint. */
  endpointInstance: 0.23 * 24,
  bucket: 0.04,
  deliveryPipeline: 1 / 30,
};

/** US dollars for a step of a SageMaker pipeline that ran. */
const PIPELINE_STEP = 0.85;

/** How much of a working day's use there is on a Saturday or Sunday. */
const WEEKEND = 0.2;

/** How far the use of a day is above or below the mean, at most. */
const SPREAD = 0.12;

/** Something that costs. */
interface CostItem {
  service: string;
  from: number;
  until: number;
  /** US dollars. */
  perDay: number;
  /** Whether people use it, who do not work at weekends. */
  isUsedByPeople?: boolean;
}

/** What an account has that costs. */
export interface AccountCosts {
  accountId: string;
  name: string;
  items: CostItem[];
  /** When its first costs were; infinite when there were none. */
  since: number;
}

/** An item of an account; there to this day when it does not say until when. */
type FoundItem = Omit<CostItem, 'until'> & {
  accountId: string;
  until?: number;
};

function* itemsIn(state: State): Generator<FoundItem> {
  for (const { accountId, createdAt: from } of state.keys) {
    yield { accountId, from, service: SERVICES.keys, perDay: DAILY.key };
  }
  for (const { accountId, resources, deletedAt } of state.stacks) {
    for (const { type, changedAt: from } of Object.values(resources)) {
      if (type === 'AWS::EC2::VPCEndpoint' && deletedAt === undefined) {
        const { network: service } = SERVICES;
        yield { accountId, from, service, perDay: DAILY.vpcEndpoint };
      }
    }
  }
  for (const { accountId, createdAt: from } of state.buckets) {
    yield { accountId, from, service: SERVICES.storage, perDay: DAILY.bucket };
  }
  for (const { accountId, createdAt: from } of state.deliveryPipelines) {
    const { delivery: service } = SERVICES;
    yield { accountId, from, service, perDay: DAILY.deliveryPipeline };
  }
  yield* sageMakerItemsIn(state);
}

function* sageMakerItemsIn(state: State): Generator<FoundItem> {
  const { sageMaker: service } = SERVICES;
  for (const { accountId, createdAt: from } of state.domains) {
    const perDay = DAILY.studio;
    yield { accountId, from, service, perDay, isUsedByPeople: true };
  }
  for (const { accountId, createdAt: from } of state.notebooks) {
    yield { accountId, from, service, perDay: DAILY.notebook };
  }
  for (const { accountId, createdAt: from } of state.trackingServers) {
    yield { accountId, from, service, perDay: DAILY.trackingServer };
  }
  for (const { accountId, createdAt: from, deployment } of state.endpoints) {
    const instances = deployment.variants.reduce(
      (count, { InitialInstanceCount = 1 }) => count + InitialInstanceCount,
      0,
    );
    const perDay = instances * DAILY.endpointInstance;
    yield { accountId, from, service, perDay };
  }
  for (const { accountId, startedAt, steps } of state.pipelineExecutions) {
    const from = Math.floor(startedAt / DAY) * DAY;
    const perDay = steps.length * PIPELINE_STEP;
    yield { accountId, from, until: from + DAY, service, perDay };
  }
}

/**
 * What accounts have that costs, by their ids. What was deleted since is not
 * in it, not for the days before either.
 */
export function accountCosts(state: State): Map<string, AccountCosts> {
  const result = new Map<string, AccountCosts>();
  const closedAt = new Map<string, number>();
  for (const { id, name, closureRequestedAt } of state.accounts) {
    closedAt.set(id, closureRequestedAt ?? Number.POSITIVE_INFINITY);
    result.set(id, {
      accountId: id,
      name,
      items: [],
      since: Number.POSITIVE_INFINITY,
    });
  }
  for (const { accountId, ...item } of itemsIn(state)) {
    const account = result.get(accountId);
    const closed = closedAt.get(accountId) ?? 0;
    const { until = closed } = item;
    account?.items.push({ ...item, until: Math.min(until, closed) });
    if (account && item.from < account.since) {
      account.since = item.from;
    }
  }
  return result;
}

/** Between 1 - {@link SPREAD} and 1 + {@link SPREAD}: the same for the same account, service and day. */
function variation(accountId: string, service: string, day: string): number {
  const digest = createHash('sha256')
    .update(`${accountId} ${service} ${day}`)
    .digest();
  return 1 + SPREAD * ((2 * digest.readUInt32BE()) / 2 ** 32 - 1);
}

function isWeekend(dayStart: number): boolean {
  return [0, 6].includes(new Date(dayStart).getUTCDay());
}

/** What an item costs on a day, as far as the day has gone. */
function costOn(item: CostItem, dayStart: number, now: number): number {
  const from = Math.max(item.from, dayStart);
  const until = Math.min(item.until, dayStart + DAY, now);
  const share = Math.max(0, until - from) / DAY;
  const use = item.isUsedByPeople && isWeekend(dayStart) ? WEEKEND : 1;
  return item.perDay * share * use;
}

/** How much dearer an account is on a day than what is in it explains. */
function factorOn(
  { costFactors }: State,
  accountId: string,
  day: string,
): number {
  return costFactors
    .filter(
      each =>
        each.accountId === accountId && each.from <= day && day <= each.to,
    )
    .reduce((factor, each) => factor * each.factor, 1);
}

/**
 * What an account cost in a period, up to now.
 *
 * @param service - only of this one; of all when absent
 * @returns US dollars
 */
export function costOf(
  { state, now }: { state: State; now: number },
  { accountId, items }: AccountCosts,
  { start, end }: Period,
  service?: string,
): number {
  const counted = items.filter(
    item =>
      (service === undefined || item.service === service) && item.from < end,
  );
  const services = new Set(counted.map(item => item.service));
  let total = 0;
  for (let at = start; at < Math.min(end, now); at += DAY) {
    const day = toDay(at);
    const factor = factorOn(state, accountId, day);
    for (const name of services) {
      const cost = counted
        .filter(item => item.service === name)
        .reduce((sum, item) => sum + costOn(item, at, now), 0);
      total += cost * factor * variation(accountId, name, day);
    }
  }
  return total;
}
