import { z } from 'zod';
import { stageSchema } from './stage';

/** A product of the template library: a SageMaker project template in Service Catalog. */
export const libraryTemplateSchema = z.object({
  name: z.string(),
  productId: z.string(),
  description: z.string(),
  owner: z.string(),
  /** The stage it serves, from the product's tag `mlops:stage`. */
  stage: stageSchema.optional(),
  versions: z.array(
    z.object({
      name: z.string(),
      provisioningArtifactId: z.string(),
      createdAt: z.iso.datetime().optional(),
      deprecated: z.boolean(),
    }),
  ),
});

/** A product of the template library. */
export type LibraryTemplate = z.output<typeof libraryTemplateSchema>;
