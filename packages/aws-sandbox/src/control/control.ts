// The sandbox's own API, under /_sandbox/: nothing that AWS has.
import { z } from 'zod';
import type { Context } from '../operation';
import type { Answer } from '../wire/answer';
import { advance } from '../work';
import { BadRequest } from './BadRequest';
import { advanceSchema, type Advanced, type TimeSpan } from './clock';
import type { createFaults } from './faults';
import { faultSchema } from './faultSchema';
import {
  monitorDriftSchema,
  monitorRunSchema,
  runMonitor,
  setMonitorDrift,
} from './monitors';
import { SEEDS, type SeedName } from '../seed';

/** What the control API works with. */
export interface ControlEnvironment {
  faults: ReturnType<typeof createFaults>;
  /** What `GET /_sandbox/health` says. */
  health(): object;
  /** Starts anew with a seed; with the one before when none is given. */
  reset(seed: SeedName | undefined): Promise<void>;
  /** Moves the clock on. */
  advance(span: TimeSpan): Promise<Advanced>;
  /** The state at this moment. */
  context(): Context;
  /** Writes the state. */
  save(): Promise<void>;
}

/** A request to the control API. */
export interface ControlRequest {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

const faultsBody = z.strictObject({ faults: z.array(faultSchema).max(100) });
const resetBody = z.strictObject({ seed: z.enum(SEEDS).optional() });

function json(status: number, body: object): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  { headers, body }: ControlRequest,
): z.infer<Schema> {
  // A web page can send other types to this address without asking first.
  if (!/^application\/json\b/.test(headers['content-type']?.toString() ?? '')) {
    throw new BadRequest(415, 'Send content-type: application/json.');
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    throw new BadRequest(400, `The body is not JSON: ${error}`);
  }
  const result = schema.safeParse(parsed);
  if (!result.success) {
    const { issues } = result.error;
    throw new BadRequest(
      400,
      issues
        .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
        .join('; '),
    );
  }
  return result.data;
}

type Handler = (
  request: ControlRequest,
  environment: ControlEnvironment,
) => Promise<object> | object;

/** Changes the state as it is now, and keeps it. */
async function change<Result>(
  environment: ControlEnvironment,
  work: (context: Context) => Result,
): Promise<Result> {
  const context = environment.context();
  advance(context);
  try {
    return work(context);
  } finally {
    await environment.save();
  }
}

function listFaults({ faults }: ControlEnvironment) {
  return { faults: faults.list() };
}

const ROUTES: Record<string, Record<string, Handler>> = {
  '/_sandbox/health': {
    GET: (_request, environment) => environment.health(),
  },
  '/_sandbox/faults': {
    GET: (_request, environment) => listFaults(environment),
    PUT(request, environment) {
      environment.faults.set(read(faultsBody, request).faults);
      return listFaults(environment);
    },
    DELETE(_request, environment) {
      environment.faults.clear();
      return listFaults(environment);
    },
  },
  '/_sandbox/advance': {
    POST: (request, environment) =>
      environment.advance(read(advanceSchema, request)),
  },
  '/_sandbox/monitors/run': {
    POST(request, environment) {
      const run = read(monitorRunSchema, request);
      return change(environment, context => runMonitor(context, run));
    },
  },
  '/_sandbox/monitors/drift': {
    POST(request, environment) {
      const drift = read(monitorDriftSchema, request);
      return change(environment, context => setMonitorDrift(context, drift));
    },
  },
  '/_sandbox/reset': {
    async POST(request, environment) {
      await environment.reset(read(resetBody, request).seed);
      environment.faults.clear();
      return environment.health();
    },
  },
};

/** Answers a request to the control API. */
export async function answerControl(
  request: ControlRequest,
  environment: ControlEnvironment,
): Promise<Answer> {
  try {
    if (request.headers.origin) {
      throw new BadRequest(403, 'Web pages cannot control the sandbox.');
    }
    const methods = ROUTES[request.path];
    if (!methods) {
      throw new BadRequest(
        404,
        `There is ${Object.keys(ROUTES).join(', ')}; no ${request.path}.`,
      );
    }
    const handler = methods[request.method];
    if (!handler) {
      throw new BadRequest(
        405,
        `${request.path} knows ${Object.keys(methods).join(', ')}.`,
      );
    }
    return json(200, await handler(request, environment));
  } catch (error) {
    if (!(error instanceof BadRequest)) {
      throw error;
    }
    return json(error.status, { error: { message: error.message } });
  }
}
