import { ProxiedSignInPage } from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  type IdentityApi,
} from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { useState } from 'react';
import { LogoMark } from '../../components/LogoMark';
import { forgetChoice, keepChoice, readChoice } from './choice';
import { readExampleUsers, ROLES, type ExampleUser } from './exampleUsers';
import styles from './PortalSignInPage.module.css';

const GUEST = 'guest';

const ROLE_WORDS = {
  'data-scientist': {
    title: 'Data scientists',
    comesTo: 'create a use case and open Studio',
  },
  'team-lead': {
    title: 'Team leads',
    comesTo: 'see the stage of every use case and what is missing',
  },
  'platform-team': {
    title: 'Platform team',
    comesTo: 'look after accounts, guard rails and templates',
  },
};

function forgettingOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: () => {
      forgetChoice();
      return identity.signOut();
    },
  };
}

function People({
  users,
  onChoose,
}: {
  users: ExampleUser[];
  onChoose: (user: string) => void;
}) {
  return (
    <div className={styles.roles}>
      {ROLES.map(role => (
        <section key={role} className={styles.role} aria-labelledby={role}>
          <h2 id={role} className={styles.roleTitle}>
            {ROLE_WORDS[role].title}
          </h2>
          <Text as="p" variant="body-small" color="secondary">
            They {ROLE_WORDS[role].comesTo}.
          </Text>
          <ul className={styles.people}>
            {users
              .filter(user => user.role === role)
              .map(({ user, name, team }) => (
                <li key={user}>
                  <button
                    type="button"
                    className={styles.person}
                    onClick={() => onChoose(user)}
                  >
                    <span className={styles.name}>{name}</span>
                    <span className={styles.team}>{team}</span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/**
 * The sign-in page. In development anyone may be an example user or a guest; a
 * production configuration has neither, and the page says so.
 */
export function PortalSignInPage({ onSignInSuccess }: SignInPageProps) {
  const users = readExampleUsers(useApi(configApiRef));
  const [choice, setChoice] = useState(readChoice);

  function choose(next: string) {
    keepChoice(next);
    setChoice(next);
  }

  function chooseAgain() {
    forgetChoice();
    setChoice(undefined);
  }

  const known =
    users.length > 0 &&
    (choice === GUEST || users.some(({ user }) => user === choice));
  if (choice && known) {
    return (
      <ProxiedSignInPage
        provider={choice === GUEST ? GUEST : 'exampleUsers'}
        headers={choice === GUEST ? undefined : { 'x-example-user': choice }}
        onSignInSuccess={identity =>
          onSignInSuccess(forgettingOnSignOut(identity))
        }
        ErrorComponent={({ error }) => (
          <main className={styles.page}>
            <Alert
              status="danger"
              icon
              title="Signing in did not work"
              description={error?.message ?? 'The backend gave no reason.'}
            />
            <Flex gap="2" mt="4">
              <Button onPress={() => window.location.reload()}>
                Try again
              </Button>
              <Button variant="secondary" onPress={chooseAgain}>
                Choose someone else
              </Button>
            </Flex>
          </main>
        )}
      />
    );
  }

  return (
    <main className={styles.page}>
      <div className={styles.heading}>
        <LogoMark size={48} />
        <h1 className={styles.title}>MLOps Portal</h1>
        <Text as="p" color="secondary">
          Machine learning on AWS: use cases, accounts and maturity.
        </Text>
      </div>
      {users.length > 0 ? (
        <>
          <Text as="p">
            This is the example organization. Choose who you want to be:
          </Text>
          <People users={users} onChoose={choose} />
          <Flex justify="center" mt="6">
            <Button variant="secondary" onPress={() => choose(GUEST)}>
              Enter as a guest
            </Button>
          </Flex>
        </>
      ) : (
        <Alert
          status="info"
          icon
          title="No way to sign in is configured"
          description="Whoever runs this portal sets up an auth provider: see app-config.production.yaml."
        />
      )}
    </main>
  );
}
