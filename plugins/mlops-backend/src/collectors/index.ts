import type { AccountCollector } from '@mlops-portal/backstage-plugin-mlops-node';
import { deliveryCollector } from './delivery';
import { endpointsCollector } from './endpoints';
import { experimentsCollector } from './experiments';
import { monitorsCollector } from './monitors';
import { pipelinesCollector } from './pipelines';
import { projectsCollector } from './projects';
import { registryCollector } from './registry';
import { studioCollector } from './studio';
import { trailsCollector } from './trails';

/** What the portal itself collects in each account. */
export const ACCOUNT_COLLECTORS = [
  studioCollector,
  projectsCollector,
  pipelinesCollector,
  experimentsCollector,
  registryCollector,
  endpointsCollector,
  monitorsCollector,
  deliveryCollector,
  trailsCollector,
] as AccountCollector[];
