/** Makes an account dearer or cheaper than what is in it explains, for some days. */
export interface CostFactor {
  accountId: string;
  /** First day: `2026-11-25`. */
  from: string;
  /** Last day. */
  to: string;
  /** 2 doubles the costs. */
  factor: number;
}
