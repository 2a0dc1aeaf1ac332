import { translationApiRef } from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { mlopsTranslationRef } from '../../translation';

/** Checks, when the person goes on, that the field says the same as the field `useCase` of the form. */
export const validateConfirmation: CustomFieldValidator<string> = (
  confirmation,
  field,
  { apiHolder, formData },
) => {
  const words = apiHolder
    .get(translationApiRef)
    ?.getTranslation(mlopsTranslationRef);
  if (!words?.ready) {
    throw new Error(
      'The field MlopsConfirmation works only in an app with the mlops plugin.',
    );
  }
  const { useCase } = formData;
  // What is empty, the form itself asks for.
  if (confirmation && typeof useCase === 'string' && confirmation !== useCase) {
    field.addError(words.t('fields.confirmation.differs', { name: useCase }));
  }
};
