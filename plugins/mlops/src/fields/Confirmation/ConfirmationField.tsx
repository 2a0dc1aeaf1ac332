import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { TextField } from '@backstage/ui';
import { mlopsTranslationRef } from '../../translation';

/** Form field to type something once more, so that nothing is taken away by mistake. */
export function ConfirmationField(props: FieldExtensionComponentProps<string>) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { formData = '', onChange, rawErrors, required, disabled } = props;
  const { schema, uiSchema, idSchema } = props;
  return (
    <TextField
      id={idSchema.$id}
      label={schema.title ?? t('fields.confirmation.title')}
      description={uiSchema['ui:description'] ?? schema.description}
      secondaryLabel={required ? t('fields.required') : undefined}
      isRequired={required}
      // Native validation would keep an error from an earlier Next for good.
      validationBehavior="aria"
      isDisabled={disabled}
      isInvalid={rawErrors.length > 0}
      value={formData}
      onChange={value => onChange(value || undefined)}
      autoComplete="off"
      spellCheck="false"
    />
  );
}
