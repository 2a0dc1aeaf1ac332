import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Checkbox, CheckboxGroup } from '@backstage/ui';
import { ENVIRONMENTS } from '@mlops-portal/backstage-plugin-mlops-common';
import { mlopsTranslationRef } from '../../translation';
import styles from './EnvironmentsField.module.css';

/** Form field for environments of a use case: an array in the order of the environments. */
export function EnvironmentsField(
  props: FieldExtensionComponentProps<string[]>,
) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { formData = [], onChange, rawErrors, disabled, required } = props;
  const { schema, uiSchema } = props;
  return (
    <CheckboxGroup
      className={styles.field}
      label={schema.title ?? t('fields.environments.title')}
      description={uiSchema['ui:description'] ?? schema.description}
      secondaryLabel={required ? t('fields.required') : undefined}
      // Native validation would keep an error from an earlier Next for good.
      validationBehavior="aria"
      isInvalid={rawErrors.length > 0}
      isDisabled={disabled}
      value={formData}
      onChange={values =>
        onChange(ENVIRONMENTS.filter(name => values.includes(name)))
      }
    >
      {ENVIRONMENTS.map(environment => (
        <Checkbox
          key={environment}
          value={environment}
          className={styles.option}
        >
          <span className={styles.text}>
            <strong>{t(`environment.${environment}`)}</strong>{' '}
            <span className={styles.help}>
              {t(`environmentHelp.${environment}`)}
            </span>
          </span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
