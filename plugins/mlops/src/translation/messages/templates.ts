/** The page of the template library. */
export const templatesMessages = {
  templates: { title: 'Templates' },
} as const;
