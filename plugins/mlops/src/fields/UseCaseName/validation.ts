import { translationApiRef } from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { mlopsApiRef } from '../../api';
import { errorMessage } from '../../errorMessage';
import { mlopsTranslationRef } from '../../translation';
import { checkLocally, judgeNaming, openedForUseCase } from './nameCheck';
import { ownerInWords } from '../ownerInWords';

/**
 * Checks the name when the person goes on to the next step. A name that could
 * not be checked does not pass, and it is said why, so that the person can
 * press Next again.
 */
export const validateUseCaseName: CustomFieldValidator<string> = async (
  name,
  field,
  { apiHolder },
) => {
  const local = checkLocally(name ?? '');
  if (local) {
    if (local.state === 'problem') {
      field.addError(local.message);
    }
    return;
  }
  const api = apiHolder.get(mlopsApiRef);
  const words = apiHolder
    .get(translationApiRef)
    ?.getTranslation(mlopsTranslationRef);
  if (!api || !words?.ready) {
    throw new Error(
      'The field MlopsUseCaseName works only in an app with the mlops plugin.',
    );
  }
  try {
    const check = judgeNaming(
      await api.getNaming(name),
      openedForUseCase(window.location.search),
    );
    if (check.state === 'problem') {
      field.addError(check.message);
    } else if (check.state === 'taken') {
      field.addError(
        words.t('fields.name.taken', {
          name,
          owner: ownerInWords(check.owner),
        }),
      );
    }
  } catch (error) {
    field.addError(
      words.t('fields.name.unchecked', { reason: errorMessage(error) }),
    );
  }
};
