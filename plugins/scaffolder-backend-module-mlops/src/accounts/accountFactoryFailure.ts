/** Words by which Account Factory's errors are told apart: it has no codes. The first that fits counts. */
const ADVICE: [pattern: RegExp, advice: string][] = [
  [
    /e-?mail.*(exist|in use|already|taken)|(exist|in use|already|taken).*e-?mail/i,
    'An AWS account outside of this organization, or one that was closed, has this email address. Choose another use case name, or the platform team changes mlops.accounts.emailPattern.',
  ],
  [
    /(account|organization).*(limit|quota)|(limit|quota).*account/i,
    'The organization has as many accounts as its quota allows: the platform team asks AWS for more (Service Quotas, AWS Organizations), then retry.',
  ],
  [
    /organizational ?unit|\bOU\b/i,
    'The unit has to be registered with Control Tower: the platform team registers it, or corrects mlops.accounts.organizationalUnits.',
  ],
  [
    /single sign-on|\bSSO\b|identity center/i,
    'The platform team corrects mlops.accounts.controlTower.ssoUser, or looks whether Control Tower manages IAM Identity Center.',
  ],
  [
    /landing zone|drift|out of date|reset/i,
    'The platform team updates or repairs the landing zone in Control Tower, then retry.',
  ],
  [
    /not authorized|access ?denied|permission/i,
    'The platform team gives the provisioner role the portfolio of Account Factory and what AWSServiceCatalogEndUserFullAccess allows.',
  ],
];

/** Whether Account Factory failed because it was at work on something else: the same request may succeed a little later. */
export function isBusy(reason: string): boolean {
  return /(another|other|concurrent|existing).*(operation|request|change).*(progress|under ?way|running|maximum|limit)|ConcurrentModification|(operation|request).*in progress|try again later|throttl|rate exceeded/i.test(
    reason,
  );
}

/**
 * Says why Account Factory did not make an account and what to do.
 *
 * @param reason - Service Catalog's status message or the error of its record
 */
export function accountFactoryFailure(
  account: { name: string; email: string },
  reason: string,
): Error {
  const advice =
    ADVICE.find(([pattern]) => pattern.test(reason))?.[1] ??
    `The platform team looks at the provisioned product ${account.name} in Service Catalog of the management account; then retry, which removes it and begins anew.`;
  return new Error(
    `Control Tower could not create account ${account.name} (${account.email}): ${reason}. ${advice}`,
  );
}
