import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { mlopsTranslationRef } from '../../translation';
import { UseCaseLink } from '../UseCaseLink';
import type { TemplateUse } from './adoption';
import styles from './TemplatesPage.module.css';

/** The use cases that run another version than the newest. */
export function UpgradeList({ uses }: { uses: TemplateUse[] }) {
  const { t } = useTranslationRef(mlopsTranslationRef);
  const entries = uses.flatMap(({ template, versions, current }) =>
    versions
      .filter(({ state }) => state !== 'current')
      .flatMap(({ version, state, useCases }) =>
        useCases.map(name => ({
          name,
          template: template.name,
          words:
            state === 'removed' || !current
              ? t('templates.upgradeGone', { version })
              : t('templates.upgradeEntry', {
                  version,
                  newest: current.version,
                }),
        })),
      ),
  );
  return (
    <section className={styles.upgrades} aria-label={t('templates.upgrades')}>
      <Text as="h3" variant="title-x-small" weight="bold">
        {t('templates.upgrades')}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {entries.length > 0
          ? t('templates.upgradesText')
          : t('templates.noUpgrades')}
      </Text>
      {entries.length > 0 && (
        <ul className={styles.entries}>
          {entries.map(({ name, template, words }) => (
            <li key={`${name}/${template}/${words}`}>
              <UseCaseLink name={name} weight="bold" />{' '}
              <span className={styles.quiet}>
                {template} {words}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
