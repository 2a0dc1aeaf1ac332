import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      mlops?: {
        /** How often all use cases are read again. Default: every 10 minutes. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * Entity reference of the group that owns library templates whose
         * product names no owner. Default: group:default/platform
         */
        templateOwner?: string;
      };
    };
  };
}
