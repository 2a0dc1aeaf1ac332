import { z } from 'zod';
import { keyEvidenceSchema } from './studio';

/** What serves behind an endpoint, from `DescribeEndpointConfig` and `DescribeModel`. */
export const endpointVariantSchema = z.object({
  name: z.string(),
  modelName: z.string(),
  /** `ModelPackageName` of its containers, the ARN of a model version; absent when it is no registered model. */
  modelPackageArn: z.string().optional(),
  /** `EnableNetworkIsolation`. */
  networkIsolation: z.boolean(),
  /** Whether the model has a `VpcConfig`. */
  inVpc: z.boolean(),
});

/** A SageMaker endpoint, from `DescribeEndpoint`. */
export const endpointEvidenceSchema = z.object({
  name: z.string(),
  arn: z.string(),
  /** `EndpointStatus`. */
  status: z.string(),
  createdAt: z.iso.datetime().optional(),
  /** When it began to serve what it serves, at the latest: `LastModifiedTime`. */
  lastModifiedAt: z.iso.datetime().optional(),
  configName: z.string(),
  variants: z.array(endpointVariantSchema),
  /** `DataCaptureConfig.EnableCapture`. */
  dataCapture: z.boolean(),
  /** `EndpointConfig.KmsKeyId`, described. */
  key: keyEvidenceSchema.optional(),
});

/** A SageMaker endpoint. */
export type EndpointEvidence = z.output<typeof endpointEvidenceSchema>;
