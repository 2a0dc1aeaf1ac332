import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { authenticate } from '../access/authenticate';
import { authorize } from '../access/authorize';
import type { SignedRequest } from '../access/signature';
import type { createFaults, Effects } from '../control/faults';
import type { Call, Context } from '../operation';
import { recordCall } from '../services/cloudTrail/record';
import type { Service } from '../services/Service';
import { advance } from '../work';
import { toAnswer, toErrorAnswer, type Answer } from './answer';
import { AwsError } from './AwsError';
import { decodeJson } from './json';
import { route, serviceOf, type Route } from './route';
import { validate } from './validate';

/** What calls work with. */
export interface Environment {
  faults: ReturnType<typeof createFaults>;
  /** The state at this moment. */
  context(): Context;
  /** Writes the state. */
  save(): Promise<void>;
  /** Told about failures of the sandbox itself. */
  onFailure(error: unknown): void;
}

/** The outcome of a call; `dropped` calls are not answered. */
export interface Outcome {
  answer: Answer;
  dropped: boolean;
  /** For the log: `organizations:CreateAccount`, and how it ended. */
  action: string;
  result: string;
}

/** Refuses an input that does not fit; makes it what the operation takes. */
function readInput(found: Route): Record<string, unknown> {
  const { service, schemas, input } = found;
  const violations = validate(schemas.input, service.constraints, input);
  if (violations.length > 0) {
    const plural = violations.length === 1 ? 'error' : 'errors';
    throw new AwsError(
      service.validationError,
      `${violations.length} validation ${plural} detected: ${violations
        .map(({ text }) => text)
        .join('; ')}`,
      { Reason: violations[0].reason },
    );
  }
  return ['awsJson1_1', 'restJson1'].includes(service.protocol)
    ? decodeJson(schemas.input, input)
    : input;
}

function refusalOf(
  service: Service,
  fault: NonNullable<Effects['instead']>,
): AwsError {
  if (fault.effect === 'throttle') {
    const { error, message } = service.throttling;
    return new AwsError(error, message, { Type: 'RATE' }, 400);
  }
  const { error, message, status } = fault;
  return new AwsError(
    error ?? service.failure,
    message ?? 'The AWS sandbox was told to fail here.',
    {},
    status ?? (error ? 400 : 500),
  );
}

/** Does what is asked for, and writes down that it was asked for. */
function perform(found: Route, call: Call): unknown {
  const { service, name, operation, schemas } = found;
  const { kind } = operation;
  const record = (error?: AwsError) => {
    if (kind === 'write') {
      const described = { name, input: schemas.input };
      recordCall(service, described, found.input, call, error);
    }
  };
  try {
    authorize(service, { name, kind }, call.state, call.caller);
    const output = operation.handle(readInput(found), call);
    record();
    return output;
  } catch (error) {
    if (error instanceof AwsError) {
      record(error);
    }
    throw error;
  }
}

async function work(
  found: Route,
  effects: Effects,
  request: SignedRequest,
  environment: Environment,
): Promise<unknown> {
  const { service, operation } = found;
  if (effects.delay > 0) {
    await sleep(effects.delay);
  }
  const context = environment.context();
  const hasAdvanced = advance(context) > 0;
  try {
    const caller = authenticate(service, context.state, request, context.now);
    if (effects.instead) {
      throw refusalOf(service, effects.instead);
    }
    return perform(found, {
      ...context,
      caller,
      listedUntil: context.now - effects.lag,
      assumableUntil: context.now - effects.unassumable,
    });
  } finally {
    // What AWS has answered is not lost when it stops.
    if (hasAdvanced || operation.kind === 'write') {
      await environment.save();
    }
  }
}

function toAwsError(
  error: unknown,
  service: Service | undefined,
  environment: Environment,
): AwsError {
  if (error instanceof AwsError) {
    return error;
  }
  environment.onFailure(error);
  return new AwsError(
    service?.failure ?? 'InternalFailure',
    `The AWS sandbox failed: ${error instanceof Error ? error.message : error}`,
    {},
    500,
  );
}

/** Answers one call of AWS's. Never throws. */
export async function answerCall(
  request: SignedRequest,
  environment: Environment,
): Promise<Outcome> {
  const requestId = randomUUID();
  const service = serviceOf(request.headers);
  let action = service?.signingName ?? 'unknown';
  let dropped = false;
  try {
    const found = route(request);
    action = `${found.service.signingName}:${found.name}`;
    const effects = environment.faults.take(action, found.input);
    dropped = effects.drop;
    const output = await work(found, effects, request, environment);
    return {
      answer: toAnswer(found, output, requestId),
      dropped,
      action,
      result: dropped ? 'done, connection dropped' : 'ok',
    };
  } catch (error) {
    const refusal = toAwsError(error, service, environment);
    return {
      answer: toErrorAnswer(service, refusal, requestId),
      dropped,
      action,
      result: refusal.name,
    };
  }
}
