import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { accountsPageMessages } from './messages/accountsPage';
import { chartsMessages } from './messages/charts';
import { entityTabsMessages } from './messages/entityTabs';
import { modelsMessages } from './messages/models';
import { organizationMessages } from './messages/organization';
import { templatesMessages } from './messages/templates';
import { fieldsMessages } from './messages/fields';
import { sharedMessages } from './messages/shared';
import { useCaseMessages } from './messages/useCase';
import { useCasesMessages } from './messages/useCases';

/** All words of the plugin. */
export const mlopsTranslationRef = createTranslationRef({
  id: 'mlops',
  messages: {
    ...sharedMessages,
    ...useCasesMessages,
    ...useCaseMessages,
    ...fieldsMessages,
    ...accountsPageMessages,
    ...modelsMessages,
    ...templatesMessages,
    ...organizationMessages,
    ...entityTabsMessages,
    ...chartsMessages,
  },
});
