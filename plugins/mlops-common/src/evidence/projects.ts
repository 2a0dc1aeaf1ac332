import { z } from 'zod';

/** A repository behind a SageMaker project, from `ListStackResources` of the project's stack. */
export const repositoryEvidenceSchema = z.object({
  /** CloudFormation type: `AWS::CodeCommit::Repository` or `AWS::SageMaker::CodeRepository`. */
  type: z.string(),
  /** Physical id in the stack. */
  name: z.string(),
});

/** A repository behind a SageMaker project. */
export type RepositoryEvidence = z.output<typeof repositoryEvidenceSchema>;

/** The library template a project was launched from, as the library has it now. */
export const projectTemplateSchema = z.object({
  name: z.string(),
  version: z.string().optional(),
  /** Whether that version is in the library and not deprecated. */
  supported: z.boolean().optional(),
  /** Newest version that is not deprecated. */
  newestVersion: z.string().optional(),
});

/** A SageMaker project, from `DescribeProject`. */
export const projectEvidenceSchema = z.object({
  name: z.string(),
  projectId: z.string(),
  arn: z.string(),
  status: z.string(),
  createdAt: z.iso.datetime().optional(),
  productId: z.string().optional(),
  provisioningArtifactId: z.string().optional(),
  provisionedProductId: z.string().optional(),
  /** Absent when it was not launched from a product of the library. */
  template: projectTemplateSchema.optional(),
  /** Why it is not known whether it was launched from one: the library was never read. */
  templateUnknownReason: z.string().optional(),
  /** Absent when the project's stack could not be read. */
  repositories: z.array(repositoryEvidenceSchema).optional(),
  /** Why the repositories are absent. */
  repositoriesUnknownReason: z.string().optional(),
});

/** A SageMaker project, from `DescribeProject`. */
export type ProjectEvidence = z.output<typeof projectEvidenceSchema>;
