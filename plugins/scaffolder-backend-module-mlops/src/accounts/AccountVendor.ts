import type { Environment } from '@mlops-portal/backstage-plugin-mlops-common';

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

/** How vending goes about its work. */
export interface VendingContext {
  /** Tells the person who watches. */
  log: (message: string) => void;
  signal?: AbortSignal;
}

/** A way in which a company gets AWS accounts. */
export interface AccountVendor {
  /** The account with this email address; undefined when there is none yet. */
  find(request: AccountRequest): Promise<VendedAccount | undefined>;
  /**
   * Finds or creates the account with this email address and waits until AWS
   * has finished it.
   *
   * @throws an error that says what to do, when AWS refuses
   */
  vend(
    request: AccountRequest,
    context: VendingContext,
  ): Promise<VendedAccount>;
}
