import {
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  componentEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import { account, project, template, useCase } from './__testUtils__/useCases';
import { templateEntity, useCaseEntities } from './entities';

const policies = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

const KINDS: Record<string, { check(entity: Entity): Promise<boolean> }> = {
  System: systemEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  Component: componentEntityV1alpha1Validator,
};

/** What the catalog would refuse of these entities, and references and names that would mislead it. */
async function problemsOf(entities: Entity[]): Promise<string[]> {
  const problems: string[] = [];
  const refs = new Set<string>();
  for (const entity of entities) {
    // As the catalog gets it.
    const given = JSON.parse(JSON.stringify(entity));
    const ref = stringifyEntityRef(entity);
    if (refs.has(ref)) {
      problems.push(`${ref} is there twice`);
    }
    refs.add(ref);
    try {
      await policies.enforce(given);
      if (!(await KINDS[entity.kind].check(given))) {
        problems.push(`${ref} is of no known kind`);
      }
      [given.spec.owner, ...(given.spec.dependsOn ?? [])].forEach(target =>
        parseEntityRef(target),
      );
    } catch (error) {
      problems.push(`${ref}: ${error}`);
    }
  }
  return problems;
}

it('marks a use case that is retired, and gives nothing else of it', async () => {
  const entities = useCaseEntities(
    useCase({ stage: 'initial', retiredAt: '2026-11-25T00:00:00.000Z' }, [
      account('dev', {}, [project()]),
    ]),
  );
  expect(entities).toEqual([
    expect.objectContaining({
      kind: 'System',
      metadata: expect.objectContaining({
        labels: {
          'mlops-portal.io/stage': 'initial',
          'mlops-portal.io/lifecycle': 'retired',
        },
        tags: ['retired'],
      }),
    }),
  ]);
  expect(await problemsOf(entities)).toEqual([]);
});

it('notices what the catalog would refuse', async () => {
  const [system] = useCaseEntities(useCase());
  const problems = await problemsOf([
    { ...system, metadata: { ...system.metadata, name: 'no spaces' } },
    { ...system, spec: { owner: 'a/b/c:d' } },
    system,
    system,
  ]);
  expect(problems).toEqual([
    expect.stringContaining('"metadata.name" is not valid'),
    expect.stringContaining('a/b/c:d'),
    'system:default/churn-prediction is there twice',
    'system:default/churn-prediction is there twice',
  ]);
});

describe('useCaseEntities', () => {
  it('makes a system of a use case', async () => {
    const entities = useCaseEntities(useCase());
    expect(entities).toEqual([
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'System',
        metadata: {
          name: 'churn-prediction',
          title: 'Churn prediction',
          description: 'Who is about to leave?',
          labels: { 'mlops-portal.io/stage': 'none' },
          annotations: {
            'backstage.io/managed-by-location':
              'mlops:use-cases/churn-prediction',
            'backstage.io/managed-by-origin-location':
              'mlops:use-cases/churn-prediction',
            'mlops-portal.io/use-case': 'churn-prediction',
          },
        },
        spec: { type: 'ml-use-case', owner: 'group:default/pricing' },
      },
    ]);
    expect(await problemsOf(entities)).toEqual([]);
  });

  it('makes resources of its accounts, and components of the projects in them', async () => {
    const entities = useCaseEntities(
      useCase({}, [
        account('experimentation', { accountId: '111111111111' }),
        account('dev', {}, [project()]),
      ]),
    );
    expect(entities.map(entity => stringifyEntityRef(entity))).toEqual([
      'system:default/churn-prediction',
      'resource:default/churn-prediction-experimentation',
      'resource:default/churn-prediction-dev',
      'component:default/churn-prediction-p-abcdef123456',
    ]);
    expect(entities[2]).toMatchObject({
      metadata: {
        title: 'Churn prediction (dev)',
        annotations: {
          'amazonaws.com/account-id': '222222222222',
          'amazonaws.com/arn':
            'arn:aws:organizations::100000000001:account/o-1/222222222222',
          'mlops-portal.io/use-case': 'churn-prediction',
          'mlops-portal.io/environment': 'dev',
        },
      },
      spec: {
        type: 'aws-account',
        owner: 'group:default/pricing',
        system: 'churn-prediction',
      },
    });
    expect(entities[3]).toMatchObject({
      spec: {
        type: 'sagemaker-project',
        lifecycle: 'development',
        system: 'churn-prediction',
        dependsOn: [
          'resource:default/churn-prediction-dev',
          'resource:default/train-and-register',
        ],
      },
    });
    expect(await problemsOf(entities)).toEqual([]);
  });

  it('says nothing of accounts and projects that are not known', () => {
    const { evidence, ...unknown } = useCase({}, []);
    expect(
      useCaseEntities({
        ...unknown,
        evidence: evidence && {
          ...evidence,
          accounts: { state: 'unknown', reason: 'No permission.' },
        },
      }),
    ).toHaveLength(1);
    expect(
      useCaseEntities(
        useCase({}, [
          {
            ...account('dev'),
            projects: { state: 'unknown', reason: 'No permission.' },
          },
        ]),
      ),
    ).toHaveLength(2);
  });

  it('depends on no template when a project is from none', () => {
    const [, , component] = useCaseEntities(
      useCase({}, [account('dev', {}, [project({ template: undefined })])]),
    );
    expect(component.spec?.dependsOn).toEqual([
      'resource:default/churn-prediction-dev',
    ]);
  });

  it('is valid whatever people and AWS call things', async () => {
    const longest = 'u'.repeat(31);
    expect(
      await problemsOf(
        useCaseEntities(
          useCase(
            {
              name: longest,
              title: '“'.repeat(100),
              description: '',
              stage: 'scalable',
            },
            [
              account('experimentation', {
                accountId: '111111111111',
                name: 'Churn (experiments) 😀',
              }),
              account(
                'dev',
                { accountId: '333333333333', name: 'n'.repeat(50) },
                [
                  project({ name: 'p'.repeat(80) }),
                  project({
                    name: 'p'.repeat(80),
                    projectId: 'p-another12345',
                    template: { name: 'Train & register' },
                  }),
                ],
              ),
              account('prod', {
                accountId: '444444444444',
                name: `${longest}-prod`,
                status: 'CLOSED',
              }),
              account('prod', {
                accountId: '555555555555',
                name: `${longest}-prod`,
              }),
            ],
          ),
        ),
      ),
    ).toEqual([]);
  });
});

describe('templateEntity', () => {
  it('makes a resource of a template', async () => {
    const entity = templateEntity(template(), 'group:default/others');
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'train-and-register',
        title: 'train-and-register',
        description: 'Trains a model. Newest version: 1.1.0.',
        labels: { 'mlops-portal.io/stage': 'repeatable' },
        annotations: {
          'backstage.io/managed-by-location': 'mlops:templates/prod-abc',
          'backstage.io/managed-by-origin-location': 'mlops:templates/prod-abc',
          'mlops-portal.io/product-id': 'prod-abc',
        },
      },
      spec: {
        type: 'sagemaker-project-template',
        owner: 'group:default/platform',
      },
    });
    expect(await problemsOf([entity])).toEqual([]);
  });

  it.each([
    '',
    'Platform team',
    'platform',
    'group:default/a/b',
    'group:default/no spaces',
    'user:default/ada',
  ])('gives what %p owns to the default owner', owner => {
    expect(
      templateEntity(template({ owner }), 'group:default/others').spec?.owner,
    ).toBe('group:default/others');
  });

  it.each([
    { name: '' },
    { name: 'Train & register' },
    { name: 'n'.repeat(8191) },
    { name: 'churn-prediction-dev' },
    { description: '', versions: [], stage: undefined },
  ])('is valid with %p', async changes => {
    const entity = templateEntity(template(changes), 'group:default/others');
    const [, resource] = useCaseEntities(useCase({}, [account('dev')]));
    expect(await problemsOf([entity, resource])).toEqual([]);
  });

  it('is what a project from that template depends on', () => {
    const named = { name: 'Train & register' };
    const [, , component] = useCaseEntities(
      useCase({}, [account('dev', {}, [project({ template: named })])]),
    );
    const { metadata } = templateEntity(
      template(named),
      'group:default/others',
    );
    expect(component.spec?.dependsOn).toContain(
      `resource:default/${metadata.name}`,
    );
  });
});
