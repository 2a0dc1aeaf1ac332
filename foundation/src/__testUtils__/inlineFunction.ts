// Runs a function that a template has inline, with the real SDK; only the network is replaced.
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { readTemplate } from './template';

/** A request as the SDK would send it. */
export interface SentRequest {
  method: string;
  hostname: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** What stands in for AWS: says how to answer each request. */
export type Answer = (request: SentRequest) => {
  statusCode?: number;
  headers?: Record<string, string>;
  body?: string;
};

/** What a custom resource's function tells CloudFormation. */
export interface Reply {
  url: string;
  Status: string;
  Reason: string;
  PhysicalResourceId: string;
  StackId: string;
  RequestId: string;
  LogicalResourceId: string;
}

type SdkRequest = Omit<SentRequest, 'body'> & { body?: string | Uint8Array };

type Handler = (event: object, context: object) => Promise<void>;

type ClientClass = new (config: object) => object;

const ACCOUNT = '123456789012';

function codeOf(template: string, resource: string): string {
  const { Code } = readTemplate(template).Resources[resource]?.Properties as {
    Code: { ZipFile: string };
  };
  return Code.ZipFile;
}

/**
 * Invokes an inline function as CloudFormation does for a custom resource.
 *
 * @param milliseconds - what `getRemainingTimeInMillis` says
 * @returns what it told CloudFormation, what it asked of AWS, and what it logged as errors
 */
export async function invoke(options: {
  template: string;
  resource: string;
  requestType: 'Create' | 'Update' | 'Delete';
  properties: Record<string, string>;
  answer: Answer;
  milliseconds?: number;
}): Promise<{ reply: Reply; sent: SentRequest[]; errors: unknown[] }> {
  const sent: SentRequest[] = [];
  const errors: unknown[] = [];
  const replies: Reply[] = [];
  const realRequire = createRequire(__filename);

  const requestHandler = {
    async handle(request: SdkRequest) {
      const { method, hostname, path, headers } = request;
      const body =
        typeof request.body === 'string'
          ? request.body
          : new TextDecoder().decode(request.body);
      sent.push({ method, hostname, path, headers, body });
      const answer = options.answer({ method, hostname, path, headers, body });
      return {
        response: {
          statusCode: answer.statusCode ?? 200,
          headers: answer.headers ?? {},
          body: Buffer.from(answer.body ?? ''),
        },
      };
    },
  };

  /** The real module, whose clients go through the handler above. */
  function requireSdk(name: string): object {
    const sdk: Record<string, unknown> = { ...realRequire(name) };
    for (const [exported, value] of Object.entries(sdk)) {
      if (/^[A-Z]\w+Client$/.test(exported)) {
        const Real = value as ClientClass;
        sdk[exported] = class extends Real {
          constructor(config: object) {
            super({
              region: 'eu-west-1',
              credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'x' },
              maxAttempts: 1,
              requestHandler,
              ...config,
            });
          }
        };
      }
    }
    return sdk;
  }

  const exports: { handler?: Handler } = {};
  const context = createContext({
    exports,
    require: requireSdk,
    console: { error: (error: unknown) => errors.push(error) },
    // Waiting is not what is tested.
    setTimeout: (callback: () => void) => setImmediate(callback),
    fetch: async (url: string, { body }: { body: string }) => {
      replies.push({ url, ...JSON.parse(body) });
    },
  });
  runInContext(codeOf(options.template, options.resource), context);
  await exports.handler?.(
    {
      RequestType: options.requestType,
      ResponseURL: 'https://cloudformation.example/reply',
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Logical',
      ResourceProperties: options.properties,
    },
    {
      invokedFunctionArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`,
      getRemainingTimeInMillis: () => options.milliseconds ?? 600_000,
    },
  );
  const [reply] = replies;
  if (!reply || replies.length > 1) {
    throw new Error(`CloudFormation was told ${replies.length} times`);
  }
  return { reply, sent, errors };
}
