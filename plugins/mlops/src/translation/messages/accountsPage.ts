/** The page of accounts. */
export const accountsPageMessages = {
  accountsPage: { title: 'Accounts' },
} as const;
