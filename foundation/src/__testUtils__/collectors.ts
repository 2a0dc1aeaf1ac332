// What the portal's collectors of evidence need: they declare it as data, beside the code that uses it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOUNDATION } from './template';

const COLLECTORS = join(FOUNDATION, '../plugins/mlops-backend/src/collectors');

/** For which kind of account a list of actions is, by its name; other lists are nobody's. */
const KINDS: Record<string, string> = {
  COST_ACTIONS: 'IsManagement',
  ORGANIZATION_ACTIONS: 'IsManagement',
  ORGANIZATION_HISTORY_ACTIONS: 'IsManagement',
  LIBRARY_ACTIONS: 'IsGovernance',
  DATA_LAKE_ACTIONS: 'IsDataLake',
};

/** Actions that a collector needs in accounts of a kind. */
export interface DeclaredActions {
  /** The condition of `portal-roles.yaml` that stands for the kind. */
  kind: string;
  /** `sagemaker:ListPipelines`. */
  names: string[];
}

/** Events of Amazon EventBridge that a collector follows. */
export interface DeclaredEvents {
  source: string;
  detailTypes: string[];
}

/** A file in the folder of the collectors. */
export interface CollectorFile {
  /** Without its ending. */
  name: string;
  code: string;
  actions: DeclaredActions[];
  events: DeclaredEvents[];
}

interface Exported {
  iamActions?: string[];
  events?: DeclaredEvents[];
}

function actionsIn(exported: Record<string, unknown>): DeclaredActions[] {
  return Object.entries(exported).flatMap(([name, value]) => {
    if (name.endsWith('_ACTIONS')) {
      const kind = KINDS[name];
      if (!kind) {
        throw new Error(`For which kind of account is ${name}?`);
      }
      return [{ kind, names: value as string[] }];
    }
    const { iamActions } = (value ?? {}) as Exported;
    return iamActions ? [{ kind: 'IsMember', names: iamActions }] : [];
  });
}

/** Reads the collectors. They are loaded by their path, for a package that depended on theirs would close a circle. */
export function collectorFiles(): CollectorFile[] {
  return readdirSync(COLLECTORS)
    .filter(file => /^[a-z]\w*\.ts$/i.test(file) && file !== 'index.ts')
    .sort()
    .map(file => {
      const path = join(COLLECTORS, file);
      const exported: Record<string, unknown> = jest.requireActual(path);
      return {
        name: file.replace(/\.ts$/, ''),
        code: readFileSync(path, 'utf8'),
        actions: actionsIn(exported),
        events: Object.values(exported).flatMap(
          value => ((value ?? {}) as Exported).events ?? [],
        ),
      };
    });
}
