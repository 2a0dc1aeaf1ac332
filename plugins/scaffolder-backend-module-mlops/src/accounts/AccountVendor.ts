import type { Environment } from '@mlops-portal/backstage-plugin-mlops-common';

/** An organizational unit that accounts are to be in. */
export interface OrganizationalUnit {
  id: string;
  name: string;
}

/** An account that is wanted. */
export interface AccountRequest {
  useCase: string;
  environment: Environment;
  name: string;
  email: string;
  /** Entity reference of the owning group. */
  owner: string;
}

/** An account that is there. */
export interface VendedAccount {
  accountId: string;
  accountArn: string;
  /** False when it was found. */
  created: boolean;
}

/** How long to wait for what AWS does late, in milliseconds. */
export interface Patience {
  /** For an account that has to exist, but is not listed yet. */
  listedMs: number;
  /** For AWS to finish with another change to the same thing. */
  busyMs: number;
  /** For the portal's roles to arrive in a new account. */
  roleMs: number;
}

/** Long enough for AWS, whose lists may be a minute behind, and longer when it is throttling. */
export const PATIENCE: Patience = {
  listedMs: 3 * 60_000,
  busyMs: 5 * 60_000,
  roleMs: 10 * 60_000,
};

/** How vending goes about its work. */
export interface VendingContext {
  /** Tells the person who watches. */
  log: (message: string) => void;
  patience: Patience;
  /** Ends it; calls under way are aborted. */
  signal?: AbortSignal;
}

/** A way in which a company gets AWS accounts. */
export interface AccountVendor {
  /**
   * Finds or creates the account with this email address and waits until AWS
   * has finished it.
   *
   * @param unit - where it is to be: some vendors create it there
   * @throws an error that says what to do, when AWS refuses
   */
  vend(
    request: AccountRequest,
    unit: OrganizationalUnit,
    context: VendingContext,
  ): Promise<VendedAccount>;

  /** Brings an account that is elsewhere into its unit. Answers whether it moved. */
  place(
    request: AccountRequest,
    accountId: string,
    unit: OrganizationalUnit,
    context: VendingContext,
  ): Promise<boolean>;

  /** Lets go of an account that is about to be closed, so that nothing of the vendor's is left behind. */
  release(
    account: { name: string; accountId: string },
    context: Pick<VendingContext, 'log' | 'signal'>,
  ): Promise<void>;
}
