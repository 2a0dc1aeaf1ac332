import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defaultCriteria, organizationCriteria } from './maturity';

const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');

/** The rows of the tables in the README, cell by cell. */
const rows = readme
  .split('\n')
  .filter(line => line.startsWith('| `'))
  .map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );

it('lists every criterion in the README, with what it rests on', () => {
  const criteria = [
    ...defaultCriteria({
      guardRailPolicy: 'mlops-guardrails',
      timeToProductionTargetDays: 90,
    }),
    ...organizationCriteria(),
  ];
  expect(rows).toEqual(
    criteria.map(({ id, title, source }) => [`\`${id}\``, title, source]),
  );
});
