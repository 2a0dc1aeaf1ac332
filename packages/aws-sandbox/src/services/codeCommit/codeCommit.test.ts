import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  GetRepositoryCommand,
  ListRepositoriesCommand,
} from '@aws-sdk/client-codecommit';
import { startHarness } from '../../__testUtils__/harness';
import { ACCOUNT_IDS, ROLES } from '../../constants';

describe('CodeCommit', () => {
  it('makes repositories, and lists and deletes them', async () => {
    const harness = await startHarness();
    const { codeCommit } = await harness.account(ACCOUNT_IDS.governance);
    for (const repositoryName of ['model-build', 'model-deploy', 'a-first']) {
      await codeCommit.send(
        new CreateRepositoryCommand({
          repositoryName,
          repositoryDescription: 'What builds the model',
        }),
      );
      harness.pass(1);
    }
    const { repositoryMetadata } = await codeCommit.send(
      new GetRepositoryCommand({ repositoryName: 'model-build' }),
    );
    expect(repositoryMetadata).toMatchObject({
      accountId: ACCOUNT_IDS.governance,
      repositoryDescription: 'What builds the model',
      Arn: 'arn:aws:codecommit:eu-west-1:100000000002:model-build',
      cloneUrlHttp:
        'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/model-build',
    });
    const names = async (input: object) => {
      const { repositories = [] } = await codeCommit.send(
        new ListRepositoriesCommand(input),
      );
      return repositories.map(({ repositoryName }) => repositoryName);
    };
    expect(await names({})).toEqual(['a-first', 'model-build', 'model-deploy']);
    expect(
      await names({ sortBy: 'lastModifiedDate', order: 'descending' }),
    ).toEqual(['a-first', 'model-deploy', 'model-build']);
    const deleted = await codeCommit.send(
      new DeleteRepositoryCommand({ repositoryName: 'a-first' }),
    );
    expect(deleted.repositoryId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await names({})).toEqual(['model-build', 'model-deploy']);
    expect(
      await codeCommit.send(
        new DeleteRepositoryCommand({ repositoryName: 'a-first' }),
      ),
    ).not.toHaveProperty('repositoryId');
  });

  it('refuses a name that is taken, and one that is none', async () => {
    const harness = await startHarness();
    const { codeCommit } = await harness.account(ACCOUNT_IDS.governance);
    const create = (repositoryName: string) =>
      codeCommit.send(new CreateRepositoryCommand({ repositoryName }));
    await create('model-build');
    await expect(create('model-build')).rejects.toMatchObject({
      name: 'RepositoryNameExistsException',
    });
    await expect(create('model build')).rejects.toMatchObject({
      name: 'InvalidRepositoryNameException',
    });
  });

  it('shows a repository to its own account and region alone', async () => {
    const harness = await startHarness();
    const { codeCommit } = await harness.account(ACCOUNT_IDS.governance);
    await codeCommit.send(
      new CreateRepositoryCommand({ repositoryName: 'model-build' }),
    );
    const look = new GetRepositoryCommand({ repositoryName: 'model-build' });
    const other = await harness.account(ACCOUNT_IDS.dataLake);
    await expect(other.codeCommit.send(look)).rejects.toMatchObject({
      name: 'RepositoryDoesNotExistException',
      message: 'model-build does not exist',
    });
    const elsewhere = harness.clients(
      await harness.assume(ACCOUNT_IDS.governance),
      'eu-central-1',
    );
    await expect(elsewhere.codeCommit.send(look)).rejects.toMatchObject({
      name: 'RepositoryDoesNotExistException',
    });
  });

  it('lets the reader look and no more', async () => {
    const harness = await startHarness();
    const { codeCommit } = await harness.account(
      ACCOUNT_IDS.governance,
      ROLES.reader,
    );
    const { repositories } = await codeCommit.send(
      new ListRepositoriesCommand({}),
    );
    expect(repositories).toEqual([]);
    await expect(
      codeCommit.send(new CreateRepositoryCommand({ repositoryName: 'mine' })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
