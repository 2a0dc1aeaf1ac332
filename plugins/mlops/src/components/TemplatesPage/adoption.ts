// Who runs which version of the templates. Pure.
import type {
  LibraryTemplate,
  OrganizationMaturityResponse,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** A version of a template that use cases run. */
export type Adopted = OrganizationMaturityResponse['adoption'][number];

/** A version of a template with who runs it. */
export interface VersionUse {
  version: string;
  createdAt?: string;
  /** `removed`: it is run, and no longer in the library. */
  state: 'current' | 'supported' | 'deprecated' | 'removed';
  useCases: string[];
}

/** A template with who runs it. */
export interface TemplateUse {
  template: LibraryTemplate;
  /** The newest version that can be launched; undefined when there is none. */
  current?: VersionUse;
  /** The newest first. */
  versions: VersionUse[];
  useCases: string[];
  /** Use cases on another version than the newest. */
  behind: string[];
}

function newestFirst(a: VersionUse, b: VersionUse): number {
  return (
    (b.createdAt ?? '').localeCompare(a.createdAt ?? '') ||
    b.version.localeCompare(a.version, 'en', { numeric: true })
  );
}

function distinct(names: string[]): string[] {
  return [...new Set(names)].sort();
}

/** Puts the versions of a template together with who runs them. */
export function templateUse(
  template: LibraryTemplate,
  adoption: readonly Adopted[],
): TemplateUse {
  const own = adoption.filter(entry => entry.template === template.name);
  const published = template.versions
    .map(({ name, createdAt, deprecated }): VersionUse => ({
      version: name,
      createdAt,
      state: deprecated ? 'deprecated' : 'supported',
      useCases: own.find(entry => entry.version === name)?.useCases ?? [],
    }))
    .sort(newestFirst);
  const newest = published.find(({ state }) => state === 'supported');
  const versions = [
    ...published.map(entry =>
      entry === newest ? { ...entry, state: 'current' as const } : entry,
    ),
    ...own
      .filter(({ version }) =>
        published.every(entry => entry.version !== version),
      )
      .map(({ version, useCases }): VersionUse => ({
        version,
        state: 'removed',
        useCases,
      })),
  ];
  return {
    template,
    current: versions.find(({ state }) => state === 'current'),
    versions,
    useCases: distinct(versions.flatMap(({ useCases }) => useCases)),
    behind: distinct(
      versions
        .filter(({ state }) => state !== 'current')
        .flatMap(({ useCases }) => useCases),
    ),
  };
}
