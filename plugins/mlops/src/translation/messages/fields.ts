/** Fields of forms. */
export const fieldsMessages = {
  fields: {
    required: 'Required',
    name: {
      title: 'Name',
      checking: 'Checking {{name}} …',
      free: '{{name}} is free',
      taken:
        'The name {{name}} is taken: {{owner}} owns a use case of this name. Choose another name.',
      exists:
        'exists already, owned by {{owner}}: what exists is left alone, and what you add here is added to it.',
      unchecked: 'The name could not be checked: {{reason}}',
      retry: 'Check again',
      preview: 'Its AWS accounts will be called',
      existingPreview: 'Its AWS accounts are called',
    },
    owner: {
      title: 'Owner',
      loading: 'Loading the groups',
      placeholder: 'Choose a team',
      search: 'Search teams',
      own: 'Your teams',
      others: 'Other teams',
      gone: '{{owner}} is not a group of the catalog. Choose one that is.',
    },
    template: {
      title: 'Project template',
      none: 'No project yet',
      noneHelp: 'One can be added at any time.',
      version: 'Version {{version}}',
      noVersion: 'No version that can be launched',
      loading: 'Loading the template library',
      notRead:
        'The template library has not been read yet. It will be within a few minutes; until then you can go on without a project.',
      unknown: 'The template library could not be read',
      empty: 'The template library is empty: no template is published yet.',
      gone: '{{name}} is not in the template library. Choose another template.',
      seen: 'Library read {{age}}',
    },
    environments: {
      title: 'Environments',
    },
    confirmation: {
      title: 'Confirmation',
      differs: 'This is not {{name}}. Type the name exactly.',
    },
  },
} as const;
