import {
  DescribeDomainCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  explained,
  waitUntil,
} from '@mlops-portal/backstage-plugin-mlops-node';

const FAILED = ['Failed', 'Update_Failed', 'Delete_Failed', 'Deleting'];

/**
 * Waits until a domain is in service.
 *
 * @returns where people open Studio
 * @throws an error with SageMaker's reason, when the domain failed
 */
export async function awaitDomain(
  client: SageMakerClient,
  domainId: string,
  signal?: AbortSignal,
): Promise<string> {
  const domain = await waitUntil({
    what: `domain ${domainId} to be in service`,
    signal,
    poll: async () => {
      const found = await explained(
        { tried: 'look at the domain', on: domainId },
        () =>
          client.send(new DescribeDomainCommand({ DomainId: domainId }), {
            abortSignal: signal,
          }),
      );
      return found.Status === 'InService' || FAILED.includes(found.Status ?? '')
        ? found
        : undefined;
    },
  });
  if (domain.Status !== 'InService') {
    throw new Error(
      `Domain ${domainId} is ${domain.Status}: ${
        domain.FailureReason?.replace(/\.$/, '') ?? 'SageMaker gives no reason'
      }. The platform team looks at it in SageMaker.`,
    );
  }
  return domain.Url ?? '';
}
