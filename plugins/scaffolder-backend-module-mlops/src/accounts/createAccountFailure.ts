import {
  ConstraintViolationException,
  type CreateAccountFailureReason,
} from '@aws-sdk/client-organizations';

const BUSINESS_VALIDATION =
  'The company behind the organization has to be validated by AWS: the platform team opens a case with AWS Support.';

const PAYMENT =
  'The organization needs a valid payment method: the platform team sets it in the billing console of the management account.';

const ADVICE: Record<CreateAccountFailureReason, string> = {
  ACCOUNT_LIMIT_EXCEEDED:
    'The organization has as many accounts as its quota allows: the platform team asks AWS for more (Service Quotas, AWS Organizations), then retry.',
  CONCURRENT_ACCOUNT_MODIFICATION:
    'AWS was working on a request with the same details: retry in a minute.',
  EMAIL_ALREADY_EXISTS:
    'An AWS account outside of this organization, or one that was closed, has this email address. Choose another use case name, or the platform team changes mlops.accounts.emailPattern.',
  FAILED_BUSINESS_VALIDATION: BUSINESS_VALIDATION,
  GOVCLOUD_ACCOUNT_ALREADY_EXISTS:
    'An account in AWS GovCloud has this email address: choose another use case name.',
  INTERNAL_FAILURE:
    'AWS failed on its side: retry; if it stays so, the platform team opens a case with AWS Support.',
  INVALID_ADDRESS:
    'The postal address of the organization is not valid: the platform team corrects it in the management account.',
  INVALID_EMAIL:
    'AWS does not take this email address: the platform team checks mlops.accounts.emailPattern and emailDomain.',
  INVALID_IDENTITY_FOR_BUSINESS_VALIDATION: BUSINESS_VALIDATION,
  INVALID_PAYMENT_INSTRUMENT: PAYMENT,
  MISSING_BUSINESS_VALIDATION: BUSINESS_VALIDATION,
  MISSING_PAYMENT_INSTRUMENT: PAYMENT,
  PENDING_BUSINESS_VALIDATION:
    'AWS is still validating the company behind the organization: retry when it has finished.',
  UNKNOWN_BUSINESS_VALIDATION: BUSINESS_VALIDATION,
  UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED:
    'A resource policy of the organization does not allow tags on creation: the platform team updates it.',
};

/**
 * What to do when AWS refuses `CreateAccount` itself; undefined where the
 * refusal speaks for itself.
 */
export function refusalAdvice(error: unknown): string | undefined {
  return error instanceof ConstraintViolationException &&
    error.Reason === 'ACCOUNT_NUMBER_LIMIT_EXCEEDED'
    ? ADVICE.ACCOUNT_LIMIT_EXCEEDED
    : undefined;
}

/**
 * Says why an account could not be created and what to do.
 *
 * @param reason - `CreateAccountStatus.FailureReason`
 */
export function createAccountFailure(
  account: { name: string; email: string },
  reason: string | undefined,
): Error {
  const advice =
    ADVICE[reason as CreateAccountFailureReason] ??
    'AWS gives a reason this portal does not know: the platform team looks it up in the API reference of AWS Organizations, CreateAccountStatus.';
  return new Error(
    `AWS could not create account ${account.name} (${account.email}): ${
      reason ?? 'no reason given'
    }. ${advice}`,
  );
}
