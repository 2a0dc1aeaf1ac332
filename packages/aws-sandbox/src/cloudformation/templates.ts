// Texts of templates in the state: each once, however many stacks are made of it.
import { createHash } from 'node:crypto';
import type { State } from '../state/model';
import { parseTemplate } from './parseTemplate';
import type { CloudFormationTemplate } from './template';

/** How many parsed templates are kept; reading one again takes a tenth of a second at most. */
const MAX_PARSED = 50;

/** By the digest of their text, so that they fit whichever state asks. */
const parsed = new Map<string, CloudFormationTemplate>();

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function parseOnce(id: string, text: string): CloudFormationTemplate {
  const known = parsed.get(id);
  if (known) {
    return known;
  }
  const template = parseTemplate(text);
  if (parsed.size >= MAX_PARSED) {
    const [oldest] = parsed.keys();
    parsed.delete(oldest);
  }
  parsed.set(id, template);
  return template;
}

/**
 * Reads a template that need not be in the state.
 *
 * @throws StackError when it is none
 */
export function readTemplate(text: string): CloudFormationTemplate {
  return parseOnce(digestOf(text), text);
}

/**
 * Keeps the text of a template.
 *
 * @returns its id
 * @throws StackError when it is none
 */
export function addTemplate(state: State, text: string): string {
  parseOnce(digestOf(text), text);
  return keepTemplate(state, text);
}

/**
 * Keeps the text of a template that is known to be one: it is read when somebody needs it.
 *
 * @returns its id
 */
export function keepTemplate(state: State, text: string): string {
  const id = digestOf(text);
  state.templates[id] = text;
  return id;
}

/** The template with this id, which must not be changed. */
export function templateOf(state: State, id: string): CloudFormationTemplate {
  const text = state.templates[id];
  if (text === undefined) {
    throw new Error(`The state has no template ${id}.`);
  }
  return parseOnce(id, text);
}
