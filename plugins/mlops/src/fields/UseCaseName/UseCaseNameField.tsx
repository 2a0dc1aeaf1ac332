import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Button, Text, TextField } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiErrorWarningLine,
  RiInformationLine,
} from '@remixicon/react';
import type { Naming } from '@mlops-portal/backstage-plugin-mlops-common';
import { useId, type ReactNode } from 'react';
import { mlopsTranslationRef } from '../../translation';
import { ownerInWords } from '../ownerInWords';
import { useNameCheck } from './useNameCheck';
import styles from './UseCaseNameField.module.css';

const ICONS = {
  good: RiCheckboxCircleFill,
  bad: RiErrorWarningLine,
  info: RiInformationLine,
};

function Message(props: { kind: keyof typeof ICONS; children: ReactNode }) {
  const Icon = ICONS[props.kind];
  return (
    <p className={styles.message} data-kind={props.kind}>
      <Icon size={16} aria-hidden="true" />
      <span>{props.children}</span>
    </p>
  );
}

function Preview(props: { title: string; accounts: Naming['accounts'] }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  return (
    <div className={styles.preview}>
      <Text as="p" variant="body-small" color="secondary">
        {props.title}
      </Text>
      <ul aria-label={props.title}>
        {props.accounts.map(({ environment, name, email }) => (
          <li key={environment}>
            <span>{t(`environment.${environment}`)}</span>
            <code>{name}</code>
            <code>{email}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Form field for the name of a use case: says at once whether it may be called so. */
export function UseCaseNameField(props: FieldExtensionComponentProps<string>) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const {
    formData: name = '',
    onChange,
    rawErrors,
    required,
    disabled,
    schema,
    uiSchema,
    idSchema,
    placeholder,
  } = props;
  const { check, retry } = useNameCheck(name);
  const messageId = useId();

  function renderMessage() {
    switch (check.state) {
      case 'checking':
        return (
          <p className={styles.message}>
            {t('fields.name.checking', { name })}
          </p>
        );
      case 'problem':
        // After Next the form shows it itself.
        return (
          !rawErrors.includes(check.message) && (
            <Message kind="bad">{check.message}</Message>
          )
        );
      case 'taken': {
        const message = t('fields.name.taken', {
          name,
          owner: ownerInWords(check.owner),
        });
        return (
          !rawErrors.includes(message) && (
            <Message kind="bad">{message}</Message>
          )
        );
      }
      case 'exists':
        return (
          <Message kind="info">
            <strong>{name}</strong>{' '}
            {t('fields.name.exists', { owner: ownerInWords(check.owner) })}
          </Message>
        );
      case 'free':
        return <Message kind="good">{t('fields.name.free', { name })}</Message>;
      case 'unchecked':
        return (
          <Message kind="bad">
            {t('fields.name.unchecked', { reason: check.reason })}
          </Message>
        );
      default:
        return null;
    }
  }

  return (
    <div className={styles.field}>
      <TextField
        id={idSchema.$id}
        label={schema.title ?? t('fields.name.title')}
        description={uiSchema['ui:description'] ?? schema.description}
        secondaryLabel={required ? t('fields.required') : undefined}
        placeholder={placeholder ?? 'churn-prediction'}
        isRequired={required}
        validationBehavior="aria"
        isDisabled={disabled}
        isInvalid={
          check.state === 'problem' ||
          check.state === 'taken' ||
          (rawErrors.length > 0 && check.state === 'empty')
        }
        aria-describedby={messageId}
        value={name}
        onChange={value => onChange(value || undefined)}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- only where the template asks for it
        autoFocus={uiSchema['ui:autofocus']}
        autoComplete="off"
        spellCheck="false"
      />
      <div id={messageId} role="status">
        {renderMessage()}
      </div>
      {check.state === 'unchecked' && (
        <Button size="small" variant="secondary" onPress={retry}>
          {t('fields.name.retry')}
        </Button>
      )}
      {check.state === 'free' && (
        <Preview title={t('fields.name.preview')} accounts={check.accounts} />
      )}
      {check.state === 'exists' && (
        <Preview
          title={t('fields.name.existingPreview')}
          accounts={check.accounts}
        />
      )}
    </div>
  );
}
