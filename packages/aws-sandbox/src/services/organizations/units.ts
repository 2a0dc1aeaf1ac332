import type {
  CreateOrganizationalUnitRequest,
  CreateOrganizationalUnitResponse,
  DescribeOrganizationalUnitRequest,
  DescribeOrganizationalUnitResponse,
  ListChildrenRequest,
  ListChildrenResponse,
  ListOrganizationalUnitsForParentRequest,
  ListOrganizationalUnitsForParentResponse,
  ListParentsRequest,
  ListParentsResponse,
  OrganizationalUnit as UnitShape,
} from '@aws-sdk/client-organizations';
import { newId } from '../../ids';
import { lists, reads, writes, type Operations } from '../../operation';
import type { OrganizationalUnit, State } from '../../state/model';
import { AwsError } from '../../wire/AwsError';
import { targetArn, targetType } from './arns';
import { pageOf } from './page';
import { attachDefaultPolicy } from './policies';
import { setTags } from './tags';
import { parentIdOf, requireParent, requireUnit } from './tree';

/** How deep organizational units can be nested below the root (service quota). */
const MAX_DEPTH = 5;

function toShape(state: State, unit: OrganizationalUnit): UnitShape {
  return { Id: unit.id, Arn: targetArn(state, unit.id), Name: unit.name };
}

function depthOf(state: State, id: string): number {
  const parentId = parentIdOf(state, id);
  return parentId ? depthOf(state, parentId) + 1 : 0;
}

export const unitOperations: Operations = {
  CreateOrganizationalUnit: writes<
    CreateOrganizationalUnitRequest,
    CreateOrganizationalUnitResponse
  >(({ ParentId, Name, Tags }, { state, now }) => {
    requireParent(state, ParentId);
    const isTaken = state.organizationalUnits.some(
      unit => unit.parentId === ParentId && unit.name === Name,
    );
    if (isTaken) {
      throw new AwsError(
        'DuplicateOrganizationalUnitException',
        'An organizational unit with the same name already exists.',
      );
    }
    if (depthOf(state, ParentId) >= MAX_DEPTH) {
      throw new AwsError(
        'ConstraintViolationException',
        `You have exceeded the maximum depth of ${MAX_DEPTH} for organizational units.`,
        { Reason: 'OU_DEPTH_LIMIT_EXCEEDED' },
      );
    }
    const rootPart = state.organization.rootId.slice('r-'.length);
    const unit: OrganizationalUnit = {
      id: `ou-${rootPart}-${newId(state, 8)}`,
      name: Name,
      parentId: ParentId,
      createdAt: now,
    };
    setTags(state, unit.id, Tags ?? []);
    state.organizationalUnits.push(unit);
    attachDefaultPolicy(state, unit.id);
    return { OrganizationalUnit: toShape(state, unit) };
  }),

  DescribeOrganizationalUnit: reads<
    DescribeOrganizationalUnitRequest,
    DescribeOrganizationalUnitResponse
  >(({ OrganizationalUnitId }, { state }) => ({
    OrganizationalUnit: toShape(
      state,
      requireUnit(state, OrganizationalUnitId),
    ),
  })),

  ListOrganizationalUnitsForParent: lists<
    ListOrganizationalUnitsForParentRequest,
    ListOrganizationalUnitsForParentResponse
  >((input, { state, listedUntil }) => {
    requireParent(state, input.ParentId);
    const { page, nextToken } = pageOf(
      state.organizationalUnits.filter(
        ({ parentId, createdAt }) =>
          parentId === input.ParentId && createdAt <= listedUntil,
      ),
      input,
      ['units', input.ParentId],
    );
    return {
      OrganizationalUnits: page.map(unit => toShape(state, unit)),
      NextToken: nextToken,
    };
  }),

  ListParents: reads<ListParentsRequest, ListParentsResponse>(
    (input, { state }) => {
      const parentId = parentIdOf(state, input.ChildId);
      if (!parentId) {
        throw new AwsError(
          'ChildNotFoundException',
          "You specified a child that doesn't exist.",
        );
      }
      const isRoot = targetType(parentId) === 'root';
      return {
        Parents: [
          { Id: parentId, Type: isRoot ? 'ROOT' : 'ORGANIZATIONAL_UNIT' },
        ],
      };
    },
  ),

  ListChildren: lists<ListChildrenRequest, ListChildrenResponse>(
    (input, { state, listedUntil }) => {
      const { ParentId, ChildType } = input;
      requireParent(state, ParentId);
      const ids =
        ChildType === 'ACCOUNT'
          ? state.accounts
              .filter(({ joinedAt }) => joinedAt <= listedUntil)
              .filter(({ parentId }) => parentId === ParentId)
          : state.organizationalUnits
              .filter(({ createdAt }) => createdAt <= listedUntil)
              .filter(({ parentId }) => parentId === ParentId);
      const { page, nextToken } = pageOf<{ id: string }>(ids, input, [
        'children',
        ParentId,
        ChildType,
      ]);
      return {
        Children: page.map(({ id }) => ({ Id: id, Type: ChildType })),
        NextToken: nextToken,
      };
    },
  ),
};
