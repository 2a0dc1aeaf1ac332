// The filter of a question about costs.
import type { Expression } from '@aws-sdk/client-cost-explorer';
import type { Validated } from '../../operation';
import { AwsError } from '../../wire/AwsError';

/** What costs are told apart by. */
export interface Cell {
  accountId: string;
  /** Absent when nothing asks for it. */
  service?: string;
}

/** The dimensions that the sandbox knows. */
export const DIMENSIONS = ['LINKED_ACCOUNT', 'SERVICE'] as const;

/** One of {@link DIMENSIONS}. */
export type Dimension = (typeof DIMENSIONS)[number];

/** Whether costs count. */
export type Test = (cell: Cell) => boolean;

/** A filter with the dimensions that it looks at. */
export interface Filter {
  test: Test;
  dimensions: Dimension[];
}

function refuse(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** The value of a cell in a dimension. */
export function valueOf(cell: Cell, dimension: Dimension): string {
  return (dimension === 'SERVICE' ? cell.service : cell.accountId) ?? '';
}

/** Refuses a dimension that the sandbox does not know. */
export function requireDimension(key: string | undefined): Dimension {
  const found = DIMENSIONS.find(dimension => dimension === key);
  if (!found) {
    throw refuse(
      `The AWS sandbox knows the dimensions ${DIMENSIONS.join(' and ')}, not ${key}.`,
    );
  }
  return found;
}

function readDimensions(
  dimensions: Validated<NonNullable<Expression['Dimensions']>>,
): Filter {
  const { Values: values = [], MatchOptions: match = ['EQUALS'] } = dimensions;
  const dimension = requireDimension(dimensions.Key);
  if (match.some(option => option !== 'EQUALS')) {
    throw refuse('The AWS sandbox knows the match option EQUALS alone.');
  }
  return {
    dimensions: [dimension],
    test: cell => values.includes(valueOf(cell, dimension)),
  };
}

/**
 * Reads a filter.
 *
 * @throws AwsError for what is no filter, and for what the sandbox does not know
 */
export function readFilter(expression: Validated<Expression>): Filter {
  const [kind, ...others] = Object.entries(expression).flatMap(
    ([name, value]) => (value === undefined ? [] : [name]),
  );
  if (kind === undefined || others.length > 0) {
    throw refuse(
      'A filter expression has to have exactly one of And, Or, Not, Dimensions, Tags and CostCategories.',
    );
  }
  const { And, Or, Not, Dimensions } = expression;
  if (Dimensions) {
    return readDimensions(Dimensions);
  }
  if (Not) {
    const { test, dimensions } = readFilter(Not);
    return { dimensions, test: cell => !test(cell) };
  }
  const parts = And ?? Or;
  if (!parts) {
    throw refuse(`The AWS sandbox knows no filters by ${kind}.`);
  }
  if (parts.length < 2) {
    throw refuse(`${kind} has to have at least two expressions.`);
  }
  const filters = parts.map(part => readFilter(part));
  return {
    dimensions: filters.flatMap(({ dimensions }) => dimensions),
    test: cell =>
      And
        ? filters.every(({ test }) => test(cell))
        : filters.some(({ test }) => test(cell)),
  };
}
