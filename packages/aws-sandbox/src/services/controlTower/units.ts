import type { OrganizationalUnit, State } from '../../state/model';

/** The organizational units that are registered with Control Tower; none where there is no landing zone. */
export function registeredUnits(state: State): OrganizationalUnit[] {
  const ids = state.organization.controlTower?.registeredUnitIds ?? [];
  return state.organizationalUnits.filter(({ id }) => ids.includes(id));
}

/** How Account Factory writes a unit: names repeat below different parents. */
export function unitLabel({ name, id }: OrganizationalUnit): string {
  return `${name} (${id})`;
}

/**
 * The registered unit that is meant.
 *
 * @param wanted - `Name (ou-id)`, or a name that only one of them has
 */
export function findRegisteredUnit(
  state: State,
  wanted: string,
): OrganizationalUnit | undefined {
  const units = registeredUnits(state);
  const named = units.filter(({ name }) => name === wanted);
  return (
    units.find(unit => unitLabel(unit) === wanted) ??
    (named.length === 1 ? named[0] : undefined)
  );
}
