export interface Config {
  auth?: {
    providers?: {
      /** People anyone may sign in as, in development. */
      exampleUsers?: {
        users: Array<{
          /** Entity reference of a user in the catalog. */
          user: string;
          name: string;
        }>;
      };
    };
  };
}
