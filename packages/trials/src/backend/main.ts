// The backend of the trials: of the portal what creating a use case needs, and nothing that takes time to start besides.
import { createBackend } from '@backstage/backend-defaults';
import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import { format, transports } from 'winston';
import { authModulePeople } from './people';

const backend = createBackend();

// The logger that comes with Backstage reads the configuration schema of every package first, to find what is secret.
backend.add(
  createServiceFactory({
    service: coreServices.rootLogger,
    deps: {},
    factory: () =>
      WinstonLogger.create({
        level: process.env.LOG_LEVEL ?? 'info',
        format: format.combine(format.timestamp(), format.simple()),
        transports: [new transports.Console()],
      }),
  }),
);
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(authModulePeople);
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(
  import('@mlops-portal/backstage-plugin-catalog-backend-module-mlops'),
);
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- this file is a backend; the package is the library that runs it
backend.add(import('@mlops-portal/backstage-plugin-mlops-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@mlops-portal/backstage-plugin-scaffolder-backend-module-mlops'),
);

backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
