import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPortal, startTestSandbox } from '../__testUtils__/portal';

interface SandboxState {
  products: {
    name: string;
    tags: Record<string, string>;
    artifacts: { name: string; guidance: string }[];
  }[];
}

/** A sandbox whose library was changed in a way that its API has no operation for. */
async function startWithLibrary(change: (state: SandboxState) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'mlops-library-'));
  const statePath = join(folder, 'state.json');
  try {
    await (await startTestSandbox({ seed: 'empty', statePath })).stop();
    const state = JSON.parse(await readFile(statePath, 'utf8'));
    change(state);
    await writeFile(statePath, JSON.stringify(state));
    return await startTestSandbox({ statePath });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it('tells which versions are deprecated, which stage a template serves, and what is no template', async () => {
  const sandbox = await startWithLibrary(({ products }) => {
    const [trainAndRegister, , batchInference] = products;
    trainAndRegister.artifacts[0].guidance = 'DEPRECATED';
    trainAndRegister.tags['mlops:stage'] = 'golden';
    batchInference.tags['sagemaker:studio-visibility'] = 'false';
  });
  const portal = await startPortal({ sandbox });
  await portal.sync();
  const { body } = await portal.api('get', '/templates');
  expect(body.items).toEqual([
    expect.objectContaining({
      name: 'train-and-register',
      versions: [
        expect.objectContaining({ name: '1.1.0', deprecated: false }),
        expect.objectContaining({ name: '1.0.0', deprecated: true }),
      ],
    }),
    expect.objectContaining({
      name: 'train-deploy-monitor',
      stage: 'reliable',
    }),
  ]);
  expect(body.items[0]).not.toHaveProperty('stage');
});
