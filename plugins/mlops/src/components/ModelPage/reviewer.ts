/**
 * Who reviewed a version, as people write it: of an ARN, as SageMaker gives it
 * where there is no source identity, what comes last.
 */
export function reviewerInWords(reviewer: string): string {
  return reviewer.startsWith('arn:')
    ? (reviewer.split('/').at(-1) ?? reviewer)
    : reviewer;
}
