import {
  MONITORING_TYPES,
  type EndpointEvidence,
  type Evidence,
  type ModelVersion,
  type MonitoringType,
  type PipelineStep,
} from '../../../evidence';
import {
  closed,
  delivery,
  endpoint,
  evidenceIn,
  evidenceOf,
  model,
  modelVersion,
  monitor,
  pipeline,
  snapshot,
  STEPS,
  trail,
  UNREADABLE,
  variant,
  versionArn,
} from '../testEvidence';
import type { Cases } from './types';

type Case = Cases[string];

const DEV = evidenceIn('dev');
const PROD = evidenceIn('prod');

function account(environment: 'test' | 'prod'): Case {
  return {
    met: { 'an active account': evidenceIn(environment) },
    unmet: {
      'no such account': DEV,
      'a closed account': evidenceOf([closed(environment)]),
    },
    unknown: { 'accounts that could not be listed': evidenceOf(UNREADABLE) },
  };
}

const { prepare, train, evaluate, condition, register, bias, explain } = STEPS;

const withSteps = (...steps: PipelineStep[]) =>
  evidenceIn('dev', { pipelines: [pipeline({ steps })] });

const NO_PIPELINE = { 'no pipeline': DEV };
const UNKNOWN_STEPS = {
  'pipelines that could not be read': evidenceIn('dev', {
    pipelines: UNREADABLE,
  }),
  'a pipeline that is not understood': evidenceIn('dev', {
    pipelines: [pipeline({ steps: undefined })],
  }),
};

const withVersion = (changes: Partial<ModelVersion>) =>
  evidenceIn('dev', {
    registry: { models: [model(modelVersion(1, changes))] },
  });

const registry = (...versions: ModelVersion[]) =>
  snapshot('dev', { registry: { models: [model(...versions)] } });

const inTest = (...endpoints: EndpointEvidence[]) =>
  snapshot('test', { endpoints });
const inProd = (...endpoints: EndpointEvidence[]) =>
  snapshot('prod', { endpoints });

/** Version 3 in prod since 21 November, and this in test. */
const tested = (...endpoints: EndpointEvidence[]) =>
  evidenceOf([inTest(...endpoints), inProd(endpoint(3))]);

const CONFIG_GONE = {
  'an endpoint whose configuration is gone': evidenceOf([
    registry(modelVersion(3)),
    inProd(endpoint(3, { variants: [], key: undefined })),
  ]),
};

const withMonitors = (...monitors: ReturnType<typeof monitor>[]) =>
  evidenceIn('prod', { monitors });

function monitoring(type: MonitoringType): Case {
  const another = MONITORING_TYPES.find(other => other !== type) ?? type;
  return {
    met: {
      'a monitor that found nothing': withMonitors(monitor(type)),
      'a monitor that found nothing the last time it finished': withMonitors(
        monitor(type, ['InProgress', 'Completed', 'CompletedWithViolations']),
      ),
      'a monitor that found nothing, beside one that was stopped': withMonitors(
        monitor(type, ['Failed'], { status: 'Stopped' }),
        monitor(type),
      ),
      'a monitor that found nothing, beside one that has not run yet':
        withMonitors(monitor(type, []), monitor(type)),
    },
    unmet: {
      'no prod account': DEV,
      'no monitor': PROD,
      'a monitor of another type': withMonitors(monitor(another)),
      'a monitor in test only': evidenceOf([
        snapshot('test', { monitors: [monitor(type)] }),
        snapshot('prod'),
      ]),
      'a monitor that is stopped': withMonitors(
        monitor(type, ['Completed'], { status: 'Stopped' }),
      ),
      'a monitor that has not run yet': withMonitors(
        monitor(type, ['Pending']),
      ),
      'a monitor that found violations': withMonitors(
        monitor(type, ['CompletedWithViolations', 'Completed']),
      ),
      'a monitor that failed': withMonitors(
        monitor(type, ['Failed', 'Completed']),
      ),
      'a monitor that found violations, beside one that found nothing':
        withMonitors(monitor(type, ['CompletedWithViolations']), monitor(type)),
    },
    unknown: {
      'monitors that could not be read': evidenceIn('prod', {
        monitors: UNREADABLE,
      }),
    },
  };
}

const secured = (changes: Partial<EndpointEvidence>) =>
  evidenceIn('test', { endpoints: [endpoint(3, changes)] });

const withTrails = (...trails: ReturnType<typeof trail>[]): Evidence =>
  evidenceIn('dev', { trails });

/** Evidence for the criteria of the stage Reliable. */
export const reliableCases: Cases = {
  'reliable.test-account': account('test'),
  'reliable.prod-account': account('prod'),
  'reliable.evaluation-gate': {
    met: {
      'a model registered within a condition after an evaluation': withSteps(
        train,
        evaluate,
        condition,
        register,
      ),
      'a model created within such a condition': withSteps(
        train,
        evaluate,
        condition,
        { ...register, type: 'Model' },
      ),
      'a check of model quality as the evaluation': withSteps(
        train,
        { ...evaluate, type: 'QualityCheck', check: 'model-quality' },
        condition,
        register,
      ),
      'a condition that follows the evaluation through another step': withSteps(
        train,
        evaluate,
        { ...explain, dependsOn: ['Evaluate'] },
        { ...condition, dependsOn: ['Explain'] },
        register,
      ),
      'a condition within the one that follows the evaluation': withSteps(
        train,
        evaluate,
        condition,
        { ...condition, name: 'IsFair', dependsOn: [], within: condition.name },
        { ...register, within: 'IsFair' },
      ),
    },
    unmet: {
      ...NO_PIPELINE,
      'a model registered without a condition': withSteps(train, evaluate, {
        ...register,
        within: undefined,
      }),
      'a condition after the data was prepared only': withSteps(
        prepare,
        train,
        { ...condition, dependsOn: ['Prepare', 'Train'] },
        register,
      ),
      'a condition that does not wait for the evaluation': withSteps(
        train,
        evaluate,
        { ...condition, dependsOn: ['Train'] },
        register,
      ),
      'a check of data quality as the evaluation': withSteps(
        train,
        { ...evaluate, type: 'QualityCheck', check: 'data-quality' },
        condition,
        register,
      ),
      'a condition that registers nothing': withSteps(
        train,
        evaluate,
        condition,
      ),
    },
    unknown: UNKNOWN_STEPS,
  },
  'reliable.bias-check': {
    met: {
      'a check of the data': withSteps(bias),
      'a check of the model': withSteps({ ...bias, check: 'model-bias' }),
    },
    unmet: { ...NO_PIPELINE, 'another check': withSteps(explain) },
    unknown: UNKNOWN_STEPS,
  },
  'reliable.explainability-check': {
    met: { 'a check of explainability': withSteps(explain) },
    unmet: { ...NO_PIPELINE, 'another check': withSteps(bias) },
    unknown: UNKNOWN_STEPS,
  },
  'reliable.approval': {
    met: {
      'a version that a person approved': withVersion({ reviewedBy: 'ada' }),
      'a CI/CD pipeline that waits for an approval': evidenceIn('dev', {
        delivery: [delivery()],
        registry: UNREADABLE,
      }),
    },
    unmet: {
      'neither a version nor a CI/CD pipeline': DEV,
      'a version that waits for an approval': withVersion({
        approval: 'PendingManualApproval',
        reviewedBy: undefined,
      }),
      'a version that was registered as approved': withVersion({
        reviewedBy: undefined,
      }),
      'a version that a person rejected': withVersion({ approval: 'Rejected' }),
      'a version that a service approved': withVersion({
        reviewedBy:
          'arn:aws:sts::222222222222:assumed-role/build/AWSCodeBuild-1',
      }),
      'a CI/CD pipeline that deploys before the approval': evidenceIn('dev', {
        delivery: [
          delivery([], { actions: [...delivery().actions].reverse() }),
        ],
      }),
    },
    unknown: {
      'a registry that could not be read': evidenceIn('dev', {
        registry: UNREADABLE,
      }),
      'CI/CD pipelines that could not be read': evidenceIn('dev', {
        delivery: UNREADABLE,
      }),
    },
  },
  'reliable.test-before-prod': {
    met: {
      'the version in test before': tested(
        endpoint(3, { lastModifiedAt: '2026-11-20T00:00:00.000Z' }),
      ),
      'the version in test at the same time': tested(endpoint(3)),
      'a newer version in test': tested(
        endpoint(4, { lastModifiedAt: '2026-11-22T00:00:00.000Z' }),
      ),
      'the version in test, beside an endpoint without a registered model':
        evidenceOf([
          inTest(endpoint(3)),
          inProd(endpoint(3), endpoint(3, { variants: [variant()] })),
        ]),
    },
    unmet: {
      'no prod account': DEV,
      'nothing in prod': PROD,
      'no test account': evidenceOf([inProd(endpoint(3))]),
      'only a model in prod that is not registered': evidenceOf([
        inProd(endpoint(3, { variants: [variant()] })),
      ]),
      'nothing in test': tested(),
      'an older version in test': tested(endpoint(2)),
      'the version in test later than in prod': tested(
        endpoint(3, { lastModifiedAt: '2026-11-22T00:00:00.000Z' }),
      ),
      'another model in test': tested(
        endpoint(3, {
          variants: [variant({ modelPackageArn: versionArn(3, 'uplift') })],
        }),
      ),
      'an endpoint in test that failed': tested(
        endpoint(3, { status: 'Failed' }),
      ),
    },
    unknown: {
      ...CONFIG_GONE,
      'endpoints in prod that could not be read': evidenceIn('prod', {
        endpoints: UNREADABLE,
      }),
      'endpoints in test that could not be read': evidenceOf([
        snapshot('test', { endpoints: UNREADABLE }),
        inProd(endpoint(3)),
      ]),
      'an endpoint in test whose configuration is gone': tested(
        endpoint(3, { variants: [] }),
      ),
      'the version in test, but not since when': tested(
        endpoint(3, { createdAt: undefined, lastModifiedAt: undefined }),
      ),
    },
  },
  'reliable.approved-in-prod': {
    met: {
      'an approved version in service': evidenceOf([
        registry(modelVersion(3)),
        inProd(endpoint(3)),
      ]),
      'an endpoint that AWS is updating': evidenceOf([
        registry(modelVersion(3)),
        inProd(endpoint(3, { status: 'SystemUpdating' })),
      ]),
      'an approved version in service, though another registry could not be read':
        evidenceOf([
          registry(modelVersion(3)),
          snapshot('test', { registry: UNREADABLE }),
          inProd(endpoint(3)),
        ]),
    },
    unmet: {
      'no prod account': DEV,
      'no endpoint': PROD,
      'an endpoint that failed': evidenceOf([
        registry(modelVersion(3)),
        inProd(endpoint(3, { status: 'Failed' })),
      ]),
      'a version that was rejected': evidenceOf([
        registry(modelVersion(3, { approval: 'Rejected' })),
        inProd(endpoint(3)),
      ]),
      'a version that is in no registry': evidenceOf([
        registry(modelVersion(2)),
        inProd(endpoint(3)),
      ]),
      'a model that is not registered': evidenceOf([
        registry(modelVersion(3)),
        inProd(endpoint(3, { variants: [variant()] })),
      ]),
      'an approved version beside one that is not': evidenceOf([
        registry(
          modelVersion(4, { approval: 'PendingManualApproval' }),
          modelVersion(3),
        ),
        inProd(
          endpoint(3, {
            variants: [
              variant({ modelPackageArn: versionArn(3) }),
              variant({ modelPackageArn: versionArn(4) }),
            ],
          }),
        ),
      ]),
      'an approved version in test only': evidenceOf([
        registry(modelVersion(3)),
        inTest(endpoint(3)),
        inProd(),
      ]),
    },
    unknown: {
      ...CONFIG_GONE,
      'endpoints that could not be read': evidenceIn('prod', {
        endpoints: UNREADABLE,
      }),
      'a registry that could not be read': evidenceOf([
        snapshot('dev', { registry: UNREADABLE }),
        inProd(endpoint(3)),
      ]),
      'a version that is older than those that were listed': evidenceOf([
        registry(modelVersion(12), modelVersion(11)),
        inProd(endpoint(3)),
      ]),
    },
  },
  'reliable.data-quality-monitor': monitoring('DataQuality'),
  'reliable.model-quality-monitor': monitoring('ModelQuality'),
  'reliable.bias-monitor': monitoring('ModelBias'),
  'reliable.explainability-monitor': monitoring('ModelExplainability'),
  'reliable.delivery-green': {
    met: {
      'a run that succeeded': evidenceIn('dev', { delivery: [delivery()] }),
      'a run that succeeded, and one under way': evidenceIn('dev', {
        delivery: [delivery(['InProgress', 'Superseded', 'Succeeded'])],
      }),
    },
    unmet: {
      'no CI/CD pipeline': DEV,
      'a CI/CD pipeline that never ran': evidenceIn('dev', {
        delivery: [delivery([])],
      }),
      'a run that failed after one that succeeded': evidenceIn('dev', {
        delivery: [delivery(['Failed', 'Succeeded'])],
      }),
    },
    unknown: {
      'CI/CD pipelines that could not be read': evidenceIn('dev', {
        delivery: UNREADABLE,
      }),
    },
  },
  'reliable.audit-trail': {
    met: {
      'a trail that logs and validates': withTrails(trail()),
      'such a trail beside one that does not log': withTrails(
        trail({ logging: false }),
        trail(),
      ),
    },
    unmet: {
      'no account': evidenceOf([]),
      'no trail': withTrails(),
      'a trail that does not log': withTrails(trail({ logging: false })),
      'a trail that does not validate': withTrails(
        trail({ logFileValidation: false }),
      ),
      'an account without a trail': evidenceOf([
        snapshot('dev', { trails: [trail()] }),
        snapshot('prod'),
      ]),
    },
    unknown: {
      'trails that could not be read': evidenceOf([
        snapshot('dev', { trails: [trail()] }),
        snapshot('prod', { trails: UNREADABLE }),
      ]),
      'a trail whose status could not be read': withTrails(
        trail({ logging: undefined, unknownReason: 'AccessDenied' }),
      ),
    },
  },
  'reliable.endpoint-security': {
    met: { 'an endpoint that is isolated and encrypted': secured({}) },
    unmet: {
      'no endpoint': PROD,
      'an endpoint without network isolation': secured({
        variants: [variant({ networkIsolation: false })],
      }),
      'an endpoint outside of a VPC': secured({
        variants: [variant(), variant({ inVpc: false })],
      }),
      'an endpoint without a key': secured({ key: undefined }),
      'an endpoint with a key of AWS': secured({
        key: { keyId: 'key-1', manager: 'AWS' },
      }),
      'an endpoint outside of a VPC whose key could not be described': secured({
        variants: [variant({ inVpc: false })],
        key: { keyId: 'key-1', unknownReason: 'AccessDenied' },
      }),
    },
    unknown: {
      ...CONFIG_GONE,
      'endpoints that could not be read': evidenceOf([
        snapshot('test', { endpoints: [endpoint(3)] }),
        snapshot('prod', { endpoints: UNREADABLE }),
      ]),
      'a key that could not be described': secured({
        key: { keyId: 'key-1', unknownReason: 'AccessDenied' },
      }),
    },
  },
};
