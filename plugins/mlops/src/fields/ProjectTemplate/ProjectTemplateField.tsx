import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Radio, RadioGroup, Skeleton, Text } from '@backstage/ui';
import type { LibraryTemplate } from '@mlops-portal/backstage-plugin-mlops-common';
import { useCallback, type ReactNode } from 'react';
import { mlopsApiRef } from '../../api';
import { Age } from '../../components/Age';
import { ErrorAlert } from '../../components/ErrorAlert';
import { StageChip } from '../../components/StageChip';
import { useLoad } from '../../hooks/useLoad';
import { mlopsTranslationRef } from '../../translation';
import styles from './ProjectTemplateField.module.css';

function Option(props: {
  value: string;
  title: string;
  help?: string;
  isDisabled?: boolean;
  children?: ReactNode;
}) {
  return (
    <Radio
      value={props.value}
      isDisabled={props.isDisabled}
      className={styles.option}
    >
      <span className={styles.text}>
        <span className={styles.head}>
          <strong>{props.title}</strong> {props.children}
        </span>{' '}
        {props.help && <span className={styles.help}>{props.help}</span>}
      </span>
    </Radio>
  );
}

function TemplateOption({ template }: { template: LibraryTemplate }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { name, description, stage, versions } = template;
  const newest = versions.find(({ deprecated }) => !deprecated);
  return (
    <Option value={name} title={name} help={description} isDisabled={!newest}>
      <span className={styles.version}>
        {newest
          ? t('fields.template.version', { version: newest.name })
          : t('fields.template.noVersion')}
      </span>{' '}
      {stage && <StageChip stage={stage} />}
    </Option>
  );
}

/** Form field for a SageMaker project template of the library, or none. */
export function ProjectTemplateField(
  props: FieldExtensionComponentProps<string>,
) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { formData = '', onChange, disabled, schema, uiSchema } = props;
  const api = useApi(mlopsApiRef);
  const {
    value: library,
    error,
    reload,
  } = useLoad(useCallback(() => api.getTemplates(), [api]));
  const isGone =
    formData !== '' &&
    library !== undefined &&
    !library.items.some(({ name }) => name === formData);

  function renderState() {
    if (error) {
      return (
        <ErrorAlert
          title={t('error.templates')}
          error={error}
          onRetry={reload}
        />
      );
    }
    if (!library) {
      return (
        <div aria-busy="true" aria-label={t('fields.template.loading')}>
          <Skeleton height="3rem" />
        </div>
      );
    }
    if (library.unknownReason) {
      return (
        <Alert
          status="warning"
          icon
          title={t('fields.template.unknown')}
          description={library.unknownReason}
        />
      );
    }
    if (!library.observedAt) {
      return (
        <Alert status="info" icon description={t('fields.template.notRead')} />
      );
    }
    return library.items.length === 0 ? (
      <Text as="p" variant="body-small" color="secondary">
        {t('fields.template.empty')}
      </Text>
    ) : (
      <Text as="p" variant="body-small" color="secondary">
        {t('fields.template.seen', { age: <Age of={library.observedAt} /> })}
      </Text>
    );
  }

  return (
    <div className={styles.field}>
      <RadioGroup
        label={schema.title ?? t('fields.template.title')}
        description={uiSchema['ui:description'] ?? schema.description}
        isDisabled={disabled}
        value={formData}
        onChange={onChange}
      >
        <Option
          value=""
          title={t('fields.template.none')}
          help={t('fields.template.noneHelp')}
        />
        {library?.items.map(template => (
          <TemplateOption key={template.productId} template={template} />
        ))}
      </RadioGroup>
      {isGone && (
        <Alert
          status="warning"
          icon
          description={t('fields.template.gone', { name: formData })}
        />
      )}
      {renderState()}
    </div>
  );
}
