/** Charts, and what can be done with them. */
export const chartsMessages = {
  charts: {
    showTable: 'Show as a table',
    showChart: 'Show as a chart',
    save: 'Save “{{title}}”',
    csv: 'Save as CSV',
    png: 'Save as PNG',
    pngFailed: 'The picture could not be made: {{reason}}',
    loading: 'Loading',
    empty: 'Nothing to show yet.',
    showAll: 'Show all {{number}}',
    showFewer: 'Show fewer',
  },
} as const;
