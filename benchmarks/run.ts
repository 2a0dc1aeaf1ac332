// npm run bench: runs a benchmark, prints a table for people, and writes the figures for machines.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINES, type Engine } from './lib/databases';
import type { Benchmark, Measurement } from './measurement';

const HELP = `Runs a benchmark.

  npm run bench -- NAME               prints a table
  npm run bench -- NAME --json FILE   and writes the figures to a file

  --use-cases NUMBER                  how large what is measured is (sync, read)
  --database sqlite|postgres          on one database only (sync, read)
  --rounds NUMBER                     how often each side is measured (sync, read)
  --alone                             only our side (sync): the peers are not installed

It fails when a count is not what it has to be on any machine.

Names: `;

function names(): string[] {
  return readdirSync(__dirname).filter(name =>
    existsSync(join(__dirname, name, 'index.ts')),
  );
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

function row({ metric, value, unit, peer, note = '' }: Measurement): string {
  const figure = `${value.toFixed(2)} ${unit}`;
  const other = peer === undefined ? '' : `(peer ${peer.toFixed(2)})`;
  return `${metric.padEnd(52)}${figure.padStart(20)}  ${other.padEnd(16)}  ${note}`;
}

function toCount(option: string, text?: string): number | undefined {
  if (text !== undefined && !/^[1-9]\d*$/.test(text)) {
    throw new Error(`--${option} takes a whole number, not ${text}.`);
  }
  return text === undefined ? undefined : Number(text);
}

function toEngine(text?: string): Engine | undefined {
  const engine = ENGINES.find(name => name === text);
  if (text !== undefined && !engine) {
    throw new Error(`--database takes ${ENGINES.join(' or ')}, not ${text}.`);
  }
  return engine;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      'use-cases': { type: 'string' },
      database: { type: 'string' },
      rounds: { type: 'string' },
      alone: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [name] = positionals;
  if (values.help || !name) {
    write(`${HELP}${names().join(', ')}`);
    return values.help ? 0 : 1;
  }
  if (!names().includes(name)) {
    throw new Error(
      `There is no benchmark ${name}; there is ${names().join(', ')}.`,
    );
  }
  // Required, not imported: the name is only known now, and the sources run as CommonJS.
  const { benchmark } = require(join(__dirname, name)) as {
    benchmark: Benchmark;
  };
  const measurements = await benchmark(write, {
    useCases: toCount('use-cases', values['use-cases']),
    engine: toEngine(values.database),
    rounds: toCount('rounds', values.rounds),
    alone: values.alone,
  });
  write(`\n${measurements.map(row).join('\n')}`);
  if (values.json) {
    writeFileSync(
      values.json,
      `${JSON.stringify(
        measurements.map(({ note, exactly, ...figures }) => figures),
        null,
        2,
      )}\n`,
    );
  }
  const missed = measurements.filter(
    ({ value, exactly }) => exactly !== undefined && value !== exactly,
  );
  for (const { metric, value, exactly, unit } of missed) {
    write(`✖ ${metric} is ${value} ${unit}; it has to be ${exactly}.`);
  }
  return missed.length === 0 ? 0 : 1;
}

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`bench: ${error.stack ?? error}\n`);
    process.exit(1);
  },
);
