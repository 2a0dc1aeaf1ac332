import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  ButtonLink,
  Text,
} from '@backstage/ui';
import { useTemplateHref } from '../../hooks/useTemplateHref';
import { CREATE_USE_CASE_TEMPLATE } from '../../portalTemplates';
import { mlopsTranslationRef } from '../../translation';
import { Age } from '../Age';
import { StageChip } from '../StageChip';
import { UseCaseLink } from '../UseCaseLink';
import type { TemplateUse } from './adoption';
import styles from './TemplatesPage.module.css';

function UsedBy({ names }: { names: string[] }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  if (names.length === 0) {
    return <span className={styles.quiet}>{t('templates.noAdoption')}</span>;
  }
  return (
    <ul className={styles.links}>
      {names.map(name => (
        <li key={name}>
          <UseCaseLink name={name} />
        </li>
      ))}
    </ul>
  );
}

/** The owner of a product is free text in Service Catalog; the library's own products name a group. */
function Owner({ name }: { name: string }) {
  return name.includes(':') ? (
    <EntityRefLink
      entityRef={name}
      defaultKind="group"
      hideIcon
      disableTooltip
    />
  ) : (
    <>{name}</>
  );
}

function Versions(props: { use: TemplateUse; isAdoptionKnown: boolean }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const { use, isAdoptionKnown } = props;
  return (
    // Focusable, so that it can be scrolled with the keyboard.
    <div
      className={styles.scroll}
      role="group"
      aria-label={t('templates.versions', { name: use.template.name })}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.versions}>
        <thead>
          <tr>
            <th scope="col">{t('templates.version')}</th>
            <th scope="col">{t('templates.state')}</th>
            <th scope="col">{t('templates.when')}</th>
            <th scope="col">{t('templates.usedBy')}</th>
          </tr>
        </thead>
        <tbody>
          {use.versions.map(({ version, state, createdAt, useCases }) => (
            <tr key={version}>
              <th scope="row">{version}</th>
              <td>{t(`templates.${state}`)}</td>
              <td>{createdAt ? <Age of={createdAt} /> : '–'}</td>
              <td>
                {isAdoptionKnown ? (
                  <UsedBy names={useCases} />
                ) : (
                  t('templates.adoptionUnknown')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A template of the library: what it is for, its versions, and who runs them. */
export function TemplateItem(props: {
  use: TemplateUse;
  /** Whether it could be found out who runs it. */
  isAdoptionKnown: boolean;
}) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const templateHref = useTemplateHref();
  const { use, isAdoptionKnown } = props;
  const { template, current, useCases, behind } = use;
  return (
    <li className={styles.template}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Text as="h3" variant="title-x-small" weight="bold">
            {template.name}
          </Text>
          <Text as="p" variant="body-medium" color="secondary">
            {template.description}
          </Text>
        </div>
        {current && templateHref && (
          <ButtonLink
            size="small"
            variant="secondary"
            href={templateHref(CREATE_USE_CASE_TEMPLATE, {
              projectTemplate: template.name,
            })}
          >
            {t('templates.launch')}
          </ButtonLink>
        )}
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>{t('templates.columnStage')}</dt>
          <dd>
            {template.stage ? (
              <StageChip stage={template.stage} />
            ) : (
              t('templates.anyStage')
            )}
          </dd>
        </div>
        <div>
          <dt>{t('templates.columnNewest')}</dt>
          <dd>
            {current ? (
              <>
                {current.version}{' '}
                {current.createdAt && (
                  <span className={styles.quiet}>
                    {t('templates.published', {
                      age: <Age of={current.createdAt} />,
                    })}
                  </span>
                )}
              </>
            ) : (
              t('templates.noVersion')
            )}
          </dd>
        </div>
        <div>
          <dt>{t('templates.columnAdoption')}</dt>
          <dd>
            {isAdoptionKnown ? (
              <>
                {useCases.length > 0
                  ? t('templates.adoption', { count: useCases.length })
                  : t('templates.noAdoption')}
                {behind.length > 0 && (
                  <span className={styles.behind}>
                    {t('templates.behind', { count: behind.length })}
                  </span>
                )}
              </>
            ) : (
              t('templates.adoptionUnknown')
            )}
          </dd>
        </div>
        <div>
          <dt>{t('templates.columnOwner')}</dt>
          <dd>
            <Owner name={template.owner} />
          </dd>
        </div>
      </dl>
      {use.versions.length > 0 && (
        <Accordion className={styles.more}>
          <AccordionTrigger level={4}>
            {t('templates.versions', { name: template.name })}
          </AccordionTrigger>
          <AccordionPanel>
            <Versions use={use} isAdoptionKnown={isAdoptionKnown} />
          </AccordionPanel>
        </Accordion>
      )}
    </li>
  );
}
