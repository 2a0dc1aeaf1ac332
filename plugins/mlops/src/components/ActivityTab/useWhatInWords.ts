import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ActivityEvent } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';

/** Says in a sentence what happened. */
export function useWhatInWords(): (what: ActivityEvent) => string {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return what => {
    switch (what.event) {
      case 'stageGained':
      case 'stageLost':
        return t(`activityTab.what.${what.event}`, {
          from: t(`stage.${what.from}`),
          to: t(`stage.${what.to}`),
        });
      case 'waiverGiven':
        return t('activityTab.what.waiverGiven', {
          criterion: what.criterion,
          until: what.until,
        });
      case 'waiverEnded':
        return t('activityTab.what.waiverEnded', {
          criterion: what.criterion,
        });
      case 'projectCreated':
        return what.template
          ? t('activityTab.what.projectCreatedFrom', {
              name: what.name,
              template: what.template,
              version: what.version ?? '',
            })
          : t('activityTab.what.projectCreated', { name: what.name });
      case 'pipelineExecution':
      case 'deliveryExecution':
        return t(`activityTab.what.${what.event}`, {
          name: what.name,
          status: what.status,
        });
      case 'versionRegistered':
      case 'versionApproved':
      case 'versionRejected':
        return t(`activityTab.what.${what.event}`, {
          group: what.group,
          version: String(what.version),
        });
      case 'endpointChanged':
        return what.serves.length > 0
          ? t('activityTab.what.endpointServes', {
              name: what.name,
              versions: what.serves
                .map(({ group, version }) =>
                  t('activityTab.version', { group, version: String(version) }),
                )
                .join(', '),
            })
          : t('activityTab.what.endpointChanged', { name: what.name });
      case 'monitorViolations':
      case 'monitorFailed':
        return t(`activityTab.what.${what.event}`, {
          name: what.name,
          type: t(`pipelinesTab.type.${what.type}`),
        });
      case 'accountJoined':
      case 'domainChanged':
      case 'notebookChanged':
      case 'experimentCreated':
      case 'endpointCreated':
        return t(`activityTab.what.${what.event}`, { name: what.name });
      default:
        return t(`activityTab.what.${what.event}`);
    }
  };
}
