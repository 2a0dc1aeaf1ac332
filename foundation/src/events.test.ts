// The way of an event, from an account to the portal.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  collectorFiles,
  type DeclaredEvents,
} from './__testUtils__/collectors';
import { policiesIn } from './__testUtils__/policies';
import {
  FOUNDATION,
  readTemplate,
  type Resource,
} from './__testUtils__/template';

const events = readTemplate('events.yaml').Resources;
const baseline = readTemplate('account-baseline.yaml').Resources;

interface Pattern {
  source: unknown[];
  'detail-type'?: string[];
}

/** Each kind of event as `source detail-type`, in order and once. */
function kindsOf(patterns: DeclaredEvents[]): string[] {
  const kinds = patterns.flatMap(({ source, detailTypes }) =>
    detailTypes.map(type => `${source} ${type}`),
  );
  return [...new Set(kinds)].sort();
}

function patternOf(rule: Resource | undefined): unknown {
  return rule?.Properties?.EventPattern;
}

describe('an account of a use case', () => {
  it('forwards exactly what the collectors follow', () => {
    const { $or } = patternOf(baseline.PortalEvents) as { $or: Pattern[] };
    const forwarded = $or.flatMap(({ source, 'detail-type': detailTypes }) =>
      source.map(name => ({
        source: String(name),
        detailTypes: detailTypes ?? ['*'],
      })),
    );
    const followed = collectorFiles().flatMap(({ events: each }) => each);

    expect(followed).not.toEqual([]);
    expect(kindsOf(forwarded)).toEqual(kindsOf(followed));
  });

  it('may put them on that bus and nowhere else', () => {
    const [forwarding] = policiesIn(
      baseline.PortalEventsRole?.Properties?.Policies,
    );

    expect(baseline.PortalEvents?.Properties?.Targets).toEqual([
      {
        Id: 'portal',
        Arn: { Ref: 'EventBusArn' },
        RoleArn: { 'Fn::GetAtt': ['PortalEventsRole', 'Arn'] },
      },
    ]);
    expect(forwarding?.document.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: { Ref: 'EventBusArn' },
      },
    ]);
  });

  it('forwards nothing while it knows no bus', () => {
    expect([
      baseline.PortalEvents?.Condition,
      baseline.PortalEventsRole?.Condition,
    ]).toEqual(['ForwardsEvents', 'ForwardsEvents']);
    expect(
      readTemplate('account-baseline.yaml').Parameters?.EventBusArn?.Default,
    ).toBe('');
  });
});

describe('the bus', () => {
  it('takes events of the organization and of nobody else', () => {
    const [policy] = policiesIn(events.Bus);
    const types = Object.values(events).map(({ Type }) => Type);

    expect(policy?.document.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Condition: {
          StringEquals: { 'aws:PrincipalOrgID': { Ref: 'OrganizationId' } },
        },
      }),
    ]);
    expect(types).not.toContain('AWS::Events::EventBusPolicy');
  });

  it('hands on only what a service of AWS said', () => {
    expect(patternOf(events.ToQueue)).toEqual({ source: [{ prefix: 'aws.' }] });
  });
});

describe('the queue', () => {
  it('is read by the portal alone', () => {
    const readers = policiesIn([events.QueuePolicy, events.DeadLettersPolicy])
      .flatMap(({ document }) => document.Statement)
      .filter(
        ({ Effect, Action }) =>
          Effect === 'Allow' && Action !== 'sqs:SendMessage',
      );

    expect(readers).toEqual([
      {
        Sid: 'PortalReceives',
        Effect: 'Allow',
        Principal: { AWS: { Ref: 'PortalPrincipalArn' } },
        Action: ['sqs:DeleteMessage', 'sqs:ReceiveMessage'],
        Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      },
    ]);
  });

  it.each(['Queue', 'DeadLetters'])(
    '%s is encrypted with the customer-managed key',
    id => {
      expect(events[id]?.Properties?.KmsMasterKeyId).toEqual({
        Ref: 'QueueKey',
      });
    },
  );
});

describe('the guide to operation', () => {
  const guide = readFileSync(join(FOUNDATION, '../docs/operation.md'), 'utf8');
  const configurations = [...guide.matchAll(/^```yaml\n(.*?)^```/gms)].map(
    ([, text = '']) => parse(text),
  );
  const topics = configurations.flatMap(({ events: { modules } = {} }) =>
    Object.keys(modules?.awsSqs.awsSqsConsumingEventPublisher.topics ?? {}),
  );

  it('has the queue read into the topic that the portal listens to', () => {
    const { AWS_EVENT_TOPIC } = jest.requireActual(
      join(FOUNDATION, '../plugins/mlops-common/src/events'),
    );

    expect(topics).toEqual([AWS_EVENT_TOPIC]);
  });

  it('names a topic that can be a key of the configuration, where a dot leads a level down', () => {
    expect(topics).toEqual([expect.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/)]);
  });
});
