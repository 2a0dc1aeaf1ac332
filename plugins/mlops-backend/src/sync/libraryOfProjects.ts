// Projects are kept with the templates they are from; AWS tells of each only the product and version behind it.
import type {
  AccountSnapshot,
  ProjectEvidence,
} from '@mlops-portal/backstage-plugin-mlops-common';
import { withTemplates } from '../collectors/projects';
import type { Surroundings } from './surroundings';

/** As AWS alone tells of an account. */
export function withoutTemplates(
  snapshot: AccountSnapshot | undefined,
): AccountSnapshot | undefined {
  return snapshot?.projects.state === 'collected'
    ? {
        ...snapshot,
        projects: {
          ...snapshot.projects,
          value: snapshot.projects.value.map(
            ({ template, templateUnknownReason, ...project }) => project,
          ),
        },
      }
    : snapshot;
}

/** Adds to projects the templates they are from, or why that cannot be told. */
export function withLibrary(
  projects: ProjectEvidence[],
  library: Surroundings['library'],
): ProjectEvidence[] {
  return 'unknownReason' in library
    ? projects.map(project =>
        project.productId
          ? { ...project, templateUnknownReason: library.unknownReason }
          : project,
      )
    : withTemplates(projects, library);
}
