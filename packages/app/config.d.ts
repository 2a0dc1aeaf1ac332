export interface Config {
  auth?: {
    providers?: {
      /**
       * People anyone may sign in as, in development.
       * @deepVisibility frontend
       */
      exampleUsers?: {
        users: Array<{
          /** Entity reference of a user in the catalog. */
          user: string;
          name: string;
          role: 'data-scientist' | 'team-lead' | 'platform-team';
          team: string;
        }>;
      };
    };
  };
}
