/** The page of the organization's maturity. */
export const organizationMessages = {
  organization: { title: 'Maturity' },
} as const;
