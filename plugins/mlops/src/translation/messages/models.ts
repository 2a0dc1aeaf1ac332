/** The pages of models. */
export const modelsMessages = {
  models: { title: 'Models' },
} as const;
