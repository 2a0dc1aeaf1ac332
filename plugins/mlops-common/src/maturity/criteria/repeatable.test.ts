import type { Evidence } from '../../evidence';
import { repeatableCriteria } from './repeatable';
import {
  closed,
  collected,
  evidenceIn,
  evidenceOf,
  grant,
  model,
  modelVersion,
  pipeline,
  project,
  snapshot,
} from './testEvidence';

const criteria = repeatableCriteria();

function judge(id: string, evidence: Evidence) {
  return criteria.find(criterion => criterion.id === id)?.judge(evidence);
}

function firstFact(id: string, evidence: Evidence) {
  return judge(id, evidence)?.facts.at(0)?.text;
}

it('tells of a project with its template and repositories', () => {
  const evidence = evidenceIn('dev', { projects: [project()] });

  expect(firstFact('repeatable.project-from-library', evidence)).toBe(
    'Project churn-prediction in churn-prediction-dev is CreateCompleted, from train-and-register 1.0.0',
  );
  expect(firstFact('repeatable.repository', evidence)).toBe(
    'Project churn-prediction in churn-prediction-dev has churn-prediction-build',
  );
});

it('tells of pipelines and models', () => {
  const evidence = evidenceIn('dev', {
    pipelines: [pipeline()],
    registry: { models: [model(modelVersion(3), modelVersion(2))] },
  });

  expect(firstFact('repeatable.training-pipeline', evidence)).toBe(
    'Pipeline churn-train in churn-prediction-dev trains, and has a successful execution',
  );
  expect(firstFact('repeatable.model-registry', evidence)).toBe(
    'Model package group churn in churn-prediction-dev has version 3',
  );
});

it('tells who may read what of the data lake', () => {
  const evidence = evidenceOf([snapshot('dev')], {
    dataLake: collected([grant('prod'), grant('dev')]),
  });

  expect(judge('repeatable.data-lake', evidence)?.facts).toEqual([
    expect.objectContaining({
      text: 'Account churn-prediction-dev may SELECT customers.contracts',
    }),
  ]);
});

it('offers to launch a project, in the accounts that are in use', () => {
  const accounts = [closed('test'), snapshot('dev')];

  expect(
    judge('repeatable.project-from-library', evidenceOf(accounts))?.remedy,
  ).toMatchObject({
    template: 'create-use-case',
    values: { name: 'churn-prediction', environments: ['dev'] },
  });
  expect(
    judge('repeatable.project-from-library', evidenceOf([]))?.remedy,
  ).toMatchObject({ values: { environments: ['dev'] } });
});

it('offers to deploy Studio into dev', () => {
  const evidence = evidenceIn('dev', { studio: { domains: [] } });

  expect(
    judge('repeatable.studio-from-service-catalog', evidence)?.remedy,
  ).toMatchObject({
    template: 'deploy-studio',
    values: { useCase: 'churn-prediction', environment: 'dev' },
  });
});
