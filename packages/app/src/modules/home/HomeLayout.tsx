import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import { ButtonLink, Container, Header, Text } from '@backstage/ui';
import { useEffect, useState } from 'react';
import styles from './HomeLayout.module.css';

/** What each kind of person comes for first. */
const FIRST_STEPS = [
  {
    id: 'data-scientist',
    who: 'Data scientist',
    title: 'Start a use case',
    text: 'A few questions, and minutes later you have AWS accounts in their guarded places, SageMaker AI Studio, and a project to work in.',
    action: 'Create use case',
    href: '/create/templates/default/create-use-case',
  },
  {
    id: 'team-lead',
    who: 'Team lead',
    title: 'See where your use cases stand',
    text: 'Every use case with its maturity stage, worked out from what AWS shows, and exactly what is missing for the next.',
    action: 'Browse use cases',
    href: '/mlops',
  },
  {
    id: 'platform-team',
    who: 'Platform team',
    title: 'Look after the library and the accounts',
    text: 'The SageMaker project templates that teams launch, and every AWS account with its owner.',
    action: 'Project templates',
    href: '/catalog?filters[kind]=resource&filters[type]=sagemaker-project-template&filters[user]=all',
    second: {
      action: 'AWS accounts',
      href: '/catalog?filters[kind]=resource&filters[type]=aws-account&filters[user]=all',
    },
  },
];

function useFirstName(): string | undefined {
  const identity = useApi(identityApiRef);
  const [name, setName] = useState<string>();
  useEffect(() => {
    let current = true;
    identity.getProfileInfo().then(
      ({ displayName }) => current && setName(displayName?.split(' ')[0]),
      () => undefined, // The greeting does without a name.
    );
    return () => {
      current = false;
    };
  }, [identity]);
  return name;
}

/** The home page: the first step of each kind of person, then the widgets of the installed plugins. */
export function HomeLayout({ widgets }: HomePageLayoutProps) {
  const name = useFirstName();
  return (
    <>
      <Header title={name ? `Welcome, ${name}` : 'Welcome'} />
      <Container>
        <Text as="p" color="secondary">
          Machine learning on AWS, from an idea to a model that serves. What
          would you like to do?
        </Text>
        <div className={styles.steps}>
          {FIRST_STEPS.map(({ id, who, title, text, action, href, second }) => (
            <section key={id} className={styles.step} aria-labelledby={id}>
              <Text as="p" variant="body-small" color="secondary">
                {who}
              </Text>
              <h2 id={id} className={styles.title}>
                {title}
              </h2>
              <Text as="p" className={styles.text}>
                {text}
              </Text>
              <div className={styles.actions}>
                <ButtonLink href={href} variant="primary">
                  {action}
                </ButtonLink>
                {second && (
                  <ButtonLink href={second.href} variant="secondary">
                    {second.action}
                  </ButtonLink>
                )}
              </div>
            </section>
          ))}
        </div>
        <div className={styles.widgets}>
          {widgets.map(({ node, component }) => (
            <div key={node.spec.id}>{component}</div>
          ))}
        </div>
      </Container>
    </>
  );
}
