import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATIONS,
  ENTITY_TYPES,
  LABELS,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** Which entities are use cases, as a catalog filter. */
export const USE_CASE_FILTER = {
  kind: 'system',
  'spec.type': ENTITY_TYPES.useCase,
};

/** Whether an entity is a use case. */
export function isUseCase(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === USE_CASE_FILTER.kind &&
    entity.spec?.type === ENTITY_TYPES.useCase
  );
}

/** The name of the use case an entity stands for. */
export function nameOfUseCase(entity: Entity): string {
  return (
    entity.metadata.annotations?.[ANNOTATIONS.useCase] ?? entity.metadata.name
  );
}

/** Whether an entity is a use case that is retired. */
export function isRetired(entity: Entity): boolean {
  return entity.metadata.labels?.[LABELS.lifecycle] === 'retired';
}
