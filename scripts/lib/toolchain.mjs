// Gets the pinned Node and Yarn from the npm registry when the machine has none that fit.
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, rm, statfs, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capture } from './processes.mjs';
import { say, Trouble } from './say.mjs';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const FOLDER = join(ROOT, '.toolchain');
const BIN = join(FOLDER, 'bin');
const NEEDED_GIB = 4;

const packageJson = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
);

/** The package that holds Node for this machine, as `name@version`. */
function nodePackage() {
  const platform = `${process.platform}-${process.arch}`;
  const found = packageJson.toolchain.node[platform];
  if (!found) {
    throw new Trouble(
      `There is no Node in the npm registry for ${platform}.`,
      'Install Node 24 yourself, then run this command again with it.',
    );
  }
  return found;
}

/** Whether the Node that runs us is the machine's own, and fits. */
function machineNodeFits() {
  const major = Number(process.versions.node.split('.')[0]);
  return (
    packageJson.toolchain.nodeMajors.includes(major) &&
    !process.execPath.startsWith(FOLDER)
  );
}

/** Whether the right Yarn runs us: then it and its Node come first in PATH already. */
function isCalledByYarn() {
  const wanted = packageJson.packageManager.replace('@', '/');
  return process.env.npm_config_user_agent?.startsWith(`${wanted} `) ?? false;
}

/** Stops with a clear word when the disk is too full to install into. */
export async function checkDisk() {
  const { bavail, bsize } = await statfs(ROOT);
  const free = (bavail * bsize) / 2 ** 30;
  if (free < NEEDED_GIB) {
    throw new Trouble(
      `The disk of ${ROOT} has ${free.toFixed(1)} GiB left; dependencies need about ${NEEDED_GIB} GiB.`,
      'Free some space, then run this command again.',
    );
  }
}

async function fetchPackages(specs) {
  say(`Getting ${specs.join(' and ')} from the npm registry`);
  await checkDisk();
  await mkdir(FOLDER, { recursive: true });
  // Kept from the last time, so that npm takes nothing away that may be running.
  const manifest = join(FOLDER, 'package.json');
  if (!existsSync(manifest)) {
    await writeFile(manifest, JSON.stringify({ private: true }));
  }
  const npmScript = process.env.npm_execpath?.includes('npm-cli')
    ? process.env.npm_execpath
    : undefined;
  const [command, ...before] = npmScript
    ? [process.execPath, npmScript]
    : ['npm'];
  const { code, output } = await capture(
    command,
    [
      ...before,
      'install',
      '--prefix',
      FOLDER,
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      ...specs,
    ],
    { cwd: FOLDER },
  );
  if (code !== 0) {
    throw new Trouble(
      `npm could not get ${specs.join(' and ')}:\n${output.trim()}`,
      'Check the network, the proxy and the registry that npm is set to (npm config get registry), then run this command again.',
    );
  }
}

async function linkTools(node, yarnScript) {
  await rm(BIN, { recursive: true, force: true });
  await mkdir(BIN, { recursive: true });
  await symlink(node, join(BIN, 'node'));
  const yarn = join(BIN, 'yarn');
  await writeFile(yarn, `#!/bin/sh\nexec "${node}" "${yarnScript}" "$@"\n`);
  await chmod(yarn, 0o755);
}

/**
 * Makes sure of Node and Yarn. Fetches what is missing into an ignored folder
 * of the project.
 *
 * @returns {Promise<{ node: string, env: Record<string, string> }>} the path of Node, and an environment whose PATH begins with `node` and `yarn`
 */
export async function ensureToolchain() {
  if (process.platform === 'win32') {
    throw new Trouble(
      'The portal is developed on Linux and macOS.',
      'On Windows, run it in the Windows Subsystem for Linux (WSL).',
    );
  }
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Trouble(
      `This is Node ${process.versions.node}; the portal needs Node 20 or later to start from.`,
      'Install a newer Node (22 or 24 is used as it is), then run this command again.',
    );
  }
  if (isCalledByYarn() && machineNodeFits()) {
    return { node: process.execPath, env: process.env };
  }
  const yarnVersion = packageJson.packageManager.split('@')[1];
  const specs = [`@yarnpkg/cli-dist@${yarnVersion}`];
  const yarnScript = join(FOLDER, 'node_modules/@yarnpkg/cli-dist/bin/yarn.js');
  let node = process.execPath;
  if (!machineNodeFits()) {
    const spec = nodePackage();
    node = join(FOLDER, 'node_modules', spec.split('@')[0], 'bin', 'node');
    specs.push(spec);
  }
  const wanted = JSON.stringify({ specs, node, yarnScript });
  const stamp = join(FOLDER, 'stamp.json');
  const present =
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted &&
    existsSync(node) &&
    existsSync(yarnScript);
  if (!present) {
    await fetchPackages(specs);
    await linkTools(node, yarnScript);
    await writeFile(stamp, wanted);
  }
  return {
    node,
    env: {
      ...process.env,
      PATH: [BIN, join(ROOT, 'node_modules/.bin'), process.env.PATH].join(
        delimiter,
      ),
    },
  };
}
