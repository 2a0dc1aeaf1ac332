// What endpoints say of maturity.
import type { AccountSnapshot, EndpointEvidence } from '../../evidence';
import { isServing, lookAtServed, UNSEEN_VARIANTS } from '../production';
import type { Criterion, Verdict } from '../types';
import { withAccounts, withEnvironment } from './accounts';
import { judgeEvery, judgeSome, lookAt, type Findings } from './findings';
import { lookAtKey } from './keys';
import { lookAtTested } from './tested';

/** What mends it when there is no endpoint. */
const deploy = {
  text: 'Deploy the approved model version: to test first, then to prod, with the CI/CD pipeline of the project or with CreateModel (ModelPackageName), CreateEndpointConfig and CreateEndpoint.',
};

/** Looks at the endpoints of accounts; those that it says nothing of are left out. */
function lookAtEndpoints(
  accounts: AccountSnapshot[],
  look: (
    endpoint: EndpointEvidence,
  ) => { says: string; verdict: Verdict } | undefined,
): Findings {
  return lookAt(
    accounts,
    snapshot => snapshot.endpoints,
    (endpoints, account) =>
      endpoints.flatMap(endpoint => {
        const seen = look(endpoint);
        return seen
          ? {
              text: `Endpoint ${endpoint.name} in ${account.name} ${seen.says}`,
              arn: endpoint.arn,
              verdict: seen.verdict,
            }
          : [];
      }),
  );
}

/**
 * `DescribeEndpoint`, `DescribeEndpointConfig` and `DescribeModel` in test and
 * prod: `ModelPackageName` of what serves in prod, and of what serves in test.
 */
export const testBeforeProd: Criterion = {
  id: 'reliable.test-before-prod',
  stage: 'reliable',
  title: 'What serves in prod was in test first',
  why: 'What is wrong with a new version shows where no customer meets it.',
  source:
    'sagemaker:DescribeEndpoint EndpointStatus, LastModifiedTime; sagemaker:DescribeModel ModelPackageName',
  judge: evidence =>
    withEnvironment(evidence, 'prod', (prod, all) =>
      judgeEvery(
        lookAtEndpoints(prod, endpoint => lookAtTested(endpoint, all)),
        {
          met: 'Every version that serves in prod was in test first.',
          none: 'No endpoint in prod serves a registered model version.',
          remedy: {
            text: 'Deploy the version to an endpoint in the test account, and let the CI/CD pipeline deploy to prod only after that.',
          },
          noneRemedy: deploy,
        },
      ),
    ),
};

/** `DescribeEndpoint`: `EndpointStatus`; `DescribeModel`: `ModelPackageName`; `DescribeModelPackage`: `ModelApprovalStatus` is `Approved`. */
export const approvedInProd: Criterion = {
  id: 'reliable.approved-in-prod',
  stage: 'reliable',
  title: 'The approved version serves in prod',
  why: 'A use case brings its value when the model that people approved answers real requests, and no other does.',
  source:
    'sagemaker:DescribeEndpoint EndpointStatus, sagemaker:DescribeModel ModelPackageName, sagemaker:DescribeModelPackage ModelApprovalStatus',
  judge: evidence =>
    withEnvironment(evidence, 'prod', (prod, all) =>
      judgeSome(
        lookAtEndpoints(prod, endpoint =>
          isServing(endpoint)
            ? lookAtServed(endpoint, all)
            : { says: `is ${endpoint.status}`, verdict: 'unmet' },
        ),
        {
          met: 'An endpoint in prod serves an approved version.',
          unmet: 'No endpoint in prod serves only approved versions.',
          none: 'There is no endpoint in prod.',
          remedy: deploy,
        },
      ),
    ),
};

/** What keeps an endpoint from being reached, or from reaching out. */
function lookAtSecurity({ variants, key }: EndpointEvidence): {
  says: string;
  verdict: Verdict;
} {
  if (variants.length === 0) {
    return UNSEEN_VARIANTS;
  }
  const encryption = lookAtKey(key);
  const problems = [
    ...(variants.every(({ networkIsolation }) => networkIsolation)
      ? []
      : ['has no network isolation']),
    ...(variants.every(({ inVpc }) => inVpc) ? [] : ['is in no VPC']),
    ...(encryption.verdict === 'unmet' ? [encryption.says] : []),
  ];
  return problems.length > 0
    ? { says: problems.join(', '), verdict: 'unmet' }
    : {
        says: `is isolated, in a VPC, and ${encryption.says}`,
        verdict: encryption.verdict,
      };
}

/** `DescribeModel`: `EnableNetworkIsolation`, `VpcConfig`; `DescribeEndpointConfig`: `KmsKeyId`; `kms:DescribeKey`: `KeyManager` is `CUSTOMER`. */
export const endpointSecurity: Criterion = {
  id: 'reliable.endpoint-security',
  stage: 'reliable',
  title: 'Every endpoint is isolated and encrypted with a customer-managed key',
  why: 'A container that cannot reach the network cannot give away the data of customers, whatever is in it.',
  source:
    'sagemaker:DescribeModel EnableNetworkIsolation, VpcConfig; sagemaker:DescribeEndpointConfig KmsKeyId; kms:DescribeKey KeyManager',
  judge: evidence =>
    withAccounts(evidence, accounts =>
      judgeEvery(lookAtEndpoints(accounts, lookAtSecurity), {
        met: 'Every endpoint is isolated, in a VPC, and encrypted with a customer-managed key.',
        none: 'There is no endpoint yet, so there is nothing whose security could be judged.',
        remedy: {
          text: 'Create the model again with EnableNetworkIsolation and a VpcConfig, and the endpoint configuration with the customer-managed key of the account as KmsKeyId; then update the endpoint.',
        },
        noneRemedy: deploy,
      }),
    ),
};
