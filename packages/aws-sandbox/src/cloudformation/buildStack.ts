// Makes what a template declares, and brings a stack that is there to what another template declares.
import { hash } from 'node:crypto';
import type { Context } from '../operation';
import type {
  Stack,
  StackDeclaration,
  StackEvent,
  StackOutput,
  StackResource,
} from '../state/model';
import { checkExports, exportOf } from './exports';
import { parameterValues } from './parameters';
import { holds, NO_VALUE, resolve, type Scope } from './resolve';
import { resourceType } from './resources';
import type { Properties, StackPlace } from './resources/ResourceType';
import { StackError } from './StackError';
import { templateOf } from './templates';
import type { CloudFormationTemplate, TemplateResource } from './template';

/** What became of a stack. */
export type Built =
  | {
      failure?: undefined;
      resources: Record<string, StackResource>;
      outputs: StackOutput[];
      imports: string[];
      /** Seconds that AWS takes for the slowest of what was made. */
      awsSeconds: number;
      events: StackEvent[];
    }
  | {
      /** Why nothing of it stays. */
      failure: StackError;
      events: StackEvent[];
      /** What was taken back because of it. */
      takenBack: StackEvent[];
    };

/** Seconds that AWS takes for a resource that is quickly made. */
const QUICK = 5;

interface Entry {
  resource: StackResource;
  properties: Properties;
}

function placeOf({ accountId, region, name }: Stack): StackPlace {
  return { accountId, region, stackName: name };
}

function pseudoParameters(stack: Stack): Record<string, unknown> {
  return {
    'AWS::AccountId': stack.accountId,
    'AWS::Region': stack.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': stack.id,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': NO_VALUE,
  };
}

function digestOf(properties: unknown): string {
  return hash('sha256', JSON.stringify(properties)).slice(0, 12);
}

/** What a scope knows before there are resources. */
export function parameterScope(
  template: CloudFormationTemplate,
  names: Record<string, unknown>,
  region: string,
): Scope {
  const known = new Map<string, boolean>();
  const scope: Scope = {
    region,
    mappings: template.Mappings ?? {},
    ref: name => names[name],
    getAtt: () => undefined,
    importValue: () => undefined,
    condition(name) {
      const expression = template.Conditions?.[name];
      if (expression === undefined) {
        return undefined;
      }
      if (!known.has(name)) {
        known.set(name, holds(expression, scope));
      }
      return known.get(name);
    },
  };
  return scope;
}

function retains(declaration: TemplateResource, isReplaced: boolean): boolean {
  const { DeletionPolicy, UpdateReplacePolicy } = declaration;
  const policy = isReplaced ? UpdateReplacePolicy : DeletionPolicy;
  return policy === 'Retain' || policy === 'RetainExceptOnCreate';
}

/** Builds one stack, once. */
class Builder {
  private readonly entries = new Map<string, Entry>();
  private readonly undos: (() => void)[] = [];
  private readonly events: StackEvent[] = [];
  private readonly replaced: { logicalId: string; resource: StackResource }[] =
    [];
  private readonly imports = new Set<string>();
  private readonly template: CloudFormationTemplate;
  private readonly scope: Scope;
  private readonly place: StackPlace;
  private slowest = 0;

  constructor(
    private readonly context: Context,
    private readonly stack: Stack,
    private readonly declaration: StackDeclaration,
  ) {
    this.template = templateOf(context.state, declaration.templateId);
    this.place = placeOf(stack);
    const names = {
      ...pseudoParameters(stack),
      ...parameterValues(this.template, declaration.parameters),
    };
    const inner = parameterScope(this.template, names, stack.region);
    this.scope = {
      ...inner,
      ref: name =>
        name in names ? names[name] : this.make(name)?.resource.physicalId,
      getAtt: (logicalId, attribute) => this.attribute(logicalId, attribute),
      importValue: name => {
        this.imports.add(name);
        return exportOf(context.state, stack, name)?.value;
      },
    };
  }

  run(): Built {
    try {
      Object.keys(this.template.Resources).forEach(id => this.make(id));
      const outputs = this.outputs();
      checkExports(this.context.state, this.stack, outputs);
      this.removeRest();
      return {
        resources: Object.fromEntries(
          [...this.entries].map(([id, { resource }]) => [id, resource]),
        ),
        outputs,
        imports: [...this.imports],
        awsSeconds: this.slowest,
        events: this.events,
      };
    } catch (error) {
      if (!(error instanceof StackError)) {
        throw error;
      }
      this.undos.reverse().forEach(undo => undo());
      return { failure: error, ...this.eventsOfFailure() };
    }
  }

  /** What happened up to a failure, and what was taken back because of it. */
  private eventsOfFailure(): { events: StackEvent[]; takenBack: StackEvent[] } {
    const { now } = this.context;
    const events = this.events.map(event => {
      const resource = this.entries.get(event.logicalId ?? '')?.resource;
      return {
        type: resource?.type,
        physicalId: resource?.physicalId,
        ...event,
        at: Math.min(event.at, now),
      };
    });
    const takenBack = [...this.entries]
      .filter(
        ([logicalId, { resource }]) =>
          this.stack.resources[logicalId] !== resource,
      )
      .reverse()
      .map(([logicalId, { resource }]): StackEvent => ({
        at: now,
        logicalId,
        type: resource.type,
        physicalId: resource.physicalId,
        status: this.stack.resources[logicalId]
          ? 'UPDATE_COMPLETE'
          : 'DELETE_COMPLETE',
      }));
    return { events, takenBack };
  }

  private exists({ Condition }: { Condition?: string }): boolean {
    return Condition === undefined || this.scope.condition(Condition) === true;
  }

  private make(logicalId: string): Entry | undefined {
    const before = this.entries.get(logicalId);
    const declared = Object.hasOwn(this.template.Resources, logicalId)
      ? this.template.Resources[logicalId]
      : undefined;
    if (before || !declared || !this.exists(declared)) {
      return before;
    }
    [declared.DependsOn ?? []].flat().forEach(id => this.make(id));
    try {
      const properties = resolve(
        declared.Properties ?? {},
        this.scope,
      ) as Properties;
      const entry = {
        properties,
        resource: this.bring(logicalId, declared.Type, properties),
      };
      this.entries.set(logicalId, entry);
      return entry;
    } catch (error) {
      throw this.explain(error, logicalId, declared.Type);
    }
  }

  private explain(error: unknown, logicalId: string, type: string): unknown {
    if (!(error instanceof StackError) || error.logicalId) {
      return error;
    }
    const word = this.stack.resources[logicalId] ? 'UPDATE' : 'CREATE';
    this.events.push({
      at: this.context.now,
      logicalId,
      type,
      physicalId: '',
      status: `${word}_FAILED`,
      reason: error.message,
    });
    return new StackError(error.message, { cause: error }, logicalId);
  }

  /** Makes, changes or keeps a resource. */
  private bring(
    logicalId: string,
    type: string,
    properties: Properties,
  ): StackResource {
    const { context, place, stack } = this;
    const digest = digestOf(properties);
    const present = Object.hasOwn(stack.resources, logicalId)
      ? stack.resources[logicalId]
      : undefined;
    const isSameType = present?.type === type;
    if (isSameType && present.digest === digest) {
      return present;
    }
    const maker = resourceType(type);
    const updated = isSameType
      ? maker.update?.(
          context,
          place,
          present.physicalId,
          properties,
          logicalId,
        )
      : undefined;
    if (present && !updated) {
      this.replaced.push({ logicalId, resource: present });
    }
    const made = updated ?? maker.create(context, place, logicalId, properties);
    this.undos.push(made.undo);
    if (made.arn) {
      this.tag(logicalId, made.arn);
    }
    const word = present ? 'UPDATE' : 'CREATE';
    const seconds = made.awsSeconds ?? QUICK;
    this.slowest = Math.max(this.slowest, made.awsSeconds ?? 0);
    const changedAt = context.now + context.duration(seconds);
    this.events.push(
      { at: context.now, logicalId, status: `${word}_IN_PROGRESS` },
      { at: changedAt, logicalId, status: `${word}_COMPLETE` },
    );
    return {
      type,
      physicalId: made.physicalId,
      digest,
      ...(present && { isUpdated: true }),
      changedAt,
    };
  }

  private tag(logicalId: string, arn: string): void {
    const { tags } = this.context.state;
    const before = tags[arn];
    this.undos.push(() => {
      if (before) {
        tags[arn] = before;
      } else {
        delete tags[arn];
      }
    });
    tags[arn] = {
      ...before,
      ...this.declaration.tags,
      'aws:cloudformation:stack-name': this.stack.name,
      'aws:cloudformation:stack-id': this.stack.id,
      'aws:cloudformation:logical-id': logicalId,
    };
  }

  private attribute(logicalId: string, attribute: string): string | undefined {
    const entry = this.make(logicalId);
    if (!entry) {
      return undefined;
    }
    const { resource, properties } = entry;
    const attributes = resourceType(resource.type).attributes(
      this.context,
      this.place,
      resource.physicalId,
      properties,
    );
    return Object.hasOwn(attributes, attribute)
      ? attributes[attribute]
      : undefined;
  }

  private outputs(): StackOutput[] {
    return Object.entries(this.template.Outputs ?? {})
      .filter(([, output]) => this.exists(output))
      .map(([key, { Value, Export }]) => ({
        key,
        value: String(resolve(Value, this.scope)),
        exportName:
          Export === undefined
            ? undefined
            : String(resolve(Export.Name, this.scope)),
      }));
  }

  /** Removes what the stack had and has no longer. */
  private removeRest(): void {
    const { context, stack, entries, replaced } = this;
    const gone = Object.entries(stack.resources)
      .filter(([logicalId]) => !entries.has(logicalId))
      .map(([logicalId, resource]) => ({ logicalId, resource }));
    const old = [...replaced, ...gone];
    if (old.length === 0) {
      return;
    }
    const before = templateOf(context.state, stack.templateId);
    for (const { logicalId, resource } of old.reverse()) {
      const declared = before.Resources[logicalId];
      if (!declared || !retains(declared, entries.has(logicalId))) {
        this.events.push(removeResource(context, stack, logicalId, resource));
      }
    }
  }
}

/**
 * Removes a resource of a stack.
 *
 * @returns what happened: `DELETE_COMPLETE`, or `DELETE_FAILED` when it could not go
 */
export function removeResource(
  context: Context,
  stack: Stack,
  logicalId: string,
  { type, physicalId }: StackResource,
): StackEvent {
  const event = { at: context.now, logicalId, type, physicalId };
  try {
    resourceType(type).remove(context, placeOf(stack), physicalId);
    return { ...event, status: 'DELETE_COMPLETE' };
  } catch (error) {
    if (!(error instanceof StackError)) {
      throw error;
    }
    return { ...event, status: 'DELETE_FAILED', reason: error.message };
  }
}

/** Whether a resource stays when its stack is deleted. */
export function isRetained(
  template: CloudFormationTemplate,
  logicalId: string,
): boolean {
  const declared = template.Resources[logicalId];
  return declared !== undefined && retains(declared, false);
}

/**
 * Makes what a stack declares, in the order of its dependencies and nothing
 * else. What is there already and has not changed stays as it is. When it
 * fails, everything is as before.
 */
export function buildStack(
  context: Context,
  stack: Stack,
  declaration: StackDeclaration,
): Built {
  let builder: Builder;
  try {
    builder = new Builder(context, stack, declaration);
  } catch (error) {
    if (!(error instanceof StackError)) {
      throw error;
    }
    return { failure: error, events: [], takenBack: [] };
  }
  return builder.run();
}
