import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Select, Skeleton, Text } from '@backstage/ui';
import { useEffect } from 'react';
import { ErrorAlert } from '../../components/ErrorAlert';
import { mlopsTranslationRef } from '../../translation';
import { ownerInWords } from '../ownerInWords';
import styles from './OwnerField.module.css';
import { useGroups, type OwnerGroup } from './useGroups';

function optionsOf(groups: OwnerGroup[]) {
  return groups.map(({ ref, title }) => ({ id: ref, label: title }));
}

/**
 * Form field for the group that owns a use case: an entity reference. Begins
 * with the person's own team.
 */
export function OwnerField(props: FieldExtensionComponentProps<string>) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { formData, onChange, rawErrors, disabled, required } = props;
  const { schema, uiSchema } = props;
  const { value: groups, error, reload } = useGroups();
  const ownRef = groups?.find(({ isOwn }) => isOwn)?.ref;

  useEffect(() => {
    if (!formData && ownRef) {
      onChange(ownRef);
    }
    // Only when the groups arrive: a person may empty the field for good.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ownRef]);

  const label = schema.title ?? t('fields.owner.title');
  if (error) {
    return (
      <ErrorAlert title={t('error.groups')} error={error} onRetry={reload} />
    );
  }
  if (!groups) {
    return (
      <div aria-busy="true" aria-label={t('fields.owner.loading')}>
        <Text variant="body-small">{label}</Text>
        <Skeleton height="2.5rem" />
      </div>
    );
  }
  const own = groups.filter(({ isOwn }) => isOwn);
  const others = groups.filter(({ isOwn }) => !isOwn);
  const isGone = formData && !groups.some(({ ref }) => ref === formData);
  return (
    <div className={styles.field}>
      <Select
        label={label}
        description={uiSchema['ui:description'] ?? schema.description}
        secondaryLabel={required ? t('fields.required') : undefined}
        placeholder={t('fields.owner.placeholder')}
        search={{ placeholder: t('fields.owner.search') }}
        // Native validation would keep an error from an earlier Next for good.
        validationBehavior="aria"
        isInvalid={rawErrors.length > 0}
        isDisabled={disabled}
        options={
          own.length > 0
            ? [
                { title: t('fields.owner.own'), options: optionsOf(own) },
                { title: t('fields.owner.others'), options: optionsOf(others) },
              ]
            : optionsOf(others)
        }
        value={formData ?? null}
        onChange={value =>
          onChange(typeof value === 'string' ? value : undefined)
        }
      />
      {isGone && (
        <Alert
          status="warning"
          icon
          description={t('fields.owner.gone', {
            owner: ownerInWords(formData),
          })}
        />
      )}
    </div>
  );
}
