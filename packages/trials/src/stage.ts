// A stage for trials: an AWS, a set of databases, and one or more portals on them, each with a wire of its own.
import {
  ACCOUNT_IDS,
  startSandbox,
  type Sandbox,
} from '@mlops-portal/aws-sandbox';
import { createClock, type Clock } from './clock';
import { databaseServer, dropDatabases } from './database';
import { freePort } from './freePort';
import { trialConfiguration } from './portal/configuration';
import { createPerson, type Person } from './portal/person';
import { createPortalProcess, type PortalProcess } from './portal/process';
import { until } from './until';
import type { KnownKeys } from './wire/awsCall';
import { nameCall, type Aliases, type NamedCall } from './wire/callName';
import type { AwsCall } from './wire/awsCall';
import { startWire, type Wire } from './wire/Wire';
import { createAwsView, type AwsView } from './world/awsView';
import { ALL_ENVIRONMENTS, type Wanted } from './world/exactness';

/** The group that owns the use cases of trials. */
const OWNER = 'group:default/customer-intelligence';

/** The template under trial. */
const TEMPLATE = 'create-use-case';

/** The product of the library that projects are launched from. */
const PROJECT_TEMPLATE = 'train-and-register';

/** Twenty times the sandbox's usual speed: an account in 120 to 180 ms, so that AWS is still at work when a call comes back. */
export const TRIAL_SPEED = 20;

/** A portal and its wire to AWS. */
export interface Replica {
  portal: PortalProcess;
  wire: Wire;
}

/** A stage that is set. */
export interface Stage {
  sandbox: Sandbox;
  /** AWS's time. */
  clock: Clock;
  aws: AwsView;
  replicas: Replica[];
  /** A person in front of a replica; of the first one that is said to live when none is named. */
  person(name: string, replica?: number): Person;
  /** Presses Create use case; answers the task's id. */
  create(person: Person, wanted: Wanted): Promise<string>;
  /** Names a call of the making of a use case. */
  nameOf(call: AwsCall, useCase: string): Promise<NamedCall>;
  /** Throws when the sandbox or a wire itself has failed. */
  check(): void;
  clear(): Promise<void>;
}

/** A use case with everything. */
export function wantedUseCase(
  name: string,
  environments: string[] = ALL_ENVIRONMENTS,
): Wanted {
  return { name, owner: OWNER, environments, project: true };
}

let stages = 0;

/**
 * Sets a stage; its portals run and know templates, owner and library when the promise resolves.
 *
 * @param options.replicas - how many portals share the databases
 * @param options.speed - of the sandbox
 * @param options.staleSeconds - how long a task may be silent before it is taken over
 */
export async function setStage(
  options: {
    replicas?: number;
    speed?: number;
    staleSeconds?: number;
    verbose?: boolean;
  } = {},
): Promise<Stage> {
  const {
    replicas: count = 1,
    speed = TRIAL_SPEED,
    staleSeconds = 5,
    verbose,
  } = options;
  const connectionString = databaseServer();
  stages += 1;
  const databasePrefix = `trial_${process.pid}_${stages}_`;
  const failures: unknown[] = [];
  const clock = createClock();
  const sandbox = await startSandbox({
    seed: 'empty',
    speed,
    accountQuota: 10_000,
    now: clock.now,
    onFailure: error => failures.push(error),
  });
  const aws = createAwsView(sandbox.url);
  const known: KnownKeys = new Map();
  const names = new Map<string, string>();
  for (const [alias, accountId] of Object.entries(ACCOUNT_IDS)) {
    names.set(accountId, alias);
  }

  async function nameOfAccount(accountId: string): Promise<string> {
    const name =
      names.get(accountId) ?? (await aws.account(accountId)).Name ?? accountId;
    names.set(accountId, name);
    return name;
  }

  const replicas: Replica[] = [];
  for (let index = 0; index < count; index += 1) {
    const wire = await startWire({
      target: sandbox.url,
      known,
      start: { accountId: ACCOUNT_IDS.management },
      onFailure: error => failures.push(error),
    });
    const port = await freePort();
    const portal = createPortalProcess({
      port,
      verbose,
      configuration: trialConfiguration({
        port,
        endpoint: wire.url,
        connectionString,
        databasePrefix,
        staleSeconds,
      }),
    });
    replicas.push({ wire, portal });
  }

  function person(name: string, replica = 0): Person {
    return createPerson(name, () => replicas[replica].portal.url);
  }

  async function clear(): Promise<void> {
    await Promise.all(replicas.map(({ portal }) => portal.discard()));
    await Promise.all(replicas.map(({ wire }) => wire.stop()));
    await sandbox.stop();
    await dropDatabases(databasePrefix);
  }

  async function untilReady({ call }: Person): Promise<void> {
    await until('templates, owner and library in the portal', async () => {
      const [entities, library] = await Promise.all([
        call<{ totalItems: number }>(
          'GET',
          `/catalog/entities/by-query?limit=0&filter=kind=template,metadata.name=${TEMPLATE}&filter=kind=group,metadata.name=customer-intelligence`,
        ),
        call<{ observedAt?: string }>('GET', '/mlops/templates'),
      ]);
      return (
        (entities.totalItems === 2 && library.observedAt !== undefined) ||
        undefined
      );
    });
  }

  try {
    // One after another: the first makes the databases.
    for (const { portal } of replicas) {
      await portal.start();
    }
    for (let index = 0; index < count; index += 1) {
      await untilReady(person('amara', index));
    }
  } catch (error) {
    await clear();
    throw error;
  }

  return {
    sandbox,
    clock,
    aws,
    replicas,
    person,
    clear,
    create: ({ press }, { name, owner, environments, project }) =>
      press(TEMPLATE, {
        name,
        title: name,
        description: 'A trial of the portal',
        owner,
        environments,
        projectTemplate: project ? PROJECT_TEMPLATE : '',
      }),
    nameOf(call, useCase) {
      const aliases: Aliases = {
        useCase,
        async accountAlias(accountId) {
          const name = await nameOfAccount(accountId);
          return name.startsWith(`${useCase}-`)
            ? name.slice(useCase.length + 1)
            : name;
        },
      };
      return nameCall(call, aliases);
    },
    check() {
      if (failures.length > 0) {
        throw new AggregateError(
          failures,
          `The sandbox or the wire failed: ${failures[0]}`,
        );
      }
    },
  };
}
