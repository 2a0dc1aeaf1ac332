// Gives calls names that are the same in every run: what is made anew each time is replaced by what it stands for.
import type { AwsCall } from './awsCall';

/** What a run made, by the name that stands for it. */
export interface Aliases {
  useCase: string;
  /** What an account is in this run: `dev`, `management`. */
  accountAlias: (accountId: string) => Promise<string>;
}

/** A call under a name that is the same in every run. */
export interface NamedCall {
  /** Tells calls apart. */
  key: string;
  /** The key in short, for people. */
  label: string;
}

/** Members that differ although the call is the same: places in a list, tokens, words for people. */
const IGNORED =
  /(Token|Description|MaxResults|MaxItems|PageSize|Policy|TemplateBody|OperationId|SessionName|SourceIdentity|ExternalId)$/;

/** Members that only repeat what others say. */
const REPEATING = /(^Tags|^RoleArn|Email|Parameters|Preferences|Capabilities)/;

/** Ids that AWS makes up. */
const RANDOM_ID =
  /\b(?:(?:car|pp|rec|d|p|lpv\d*)-[a-z0-9-]{8,}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/g;

const LABEL_LENGTH = 64;

/** The texts in an input, each with the path of members that leads to it. */
function leaves(value: unknown, path: string): [string, string][] {
  if (value === null || value === undefined) {
    return [];
  }
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([name, member]) =>
      leaves(member, path ? `${path}.${name}` : name),
    );
  }
  return [[path, String(value)]];
}

async function withAliases(text: string, aliases: Aliases): Promise<string> {
  let result = text
    .replaceAll(aliases.useCase, '{useCase}')
    .replace(RANDOM_ID, '{id}');
  for (const [accountId] of text.matchAll(/\b\d{12}\b/g)) {
    const alias = await aliases.accountAlias(accountId);
    result = result.replaceAll(accountId, `{${alias}}`);
  }
  return result;
}

/** Names a call. Two calls are the same when operation, caller and the input that matters are. */
export async function nameCall(
  { service, operation, caller, input }: AwsCall,
  aliases: Aliases,
): Promise<NamedCall> {
  const account = await aliases.accountAlias(caller.accountId);
  const who = `${service}:${operation} as ${caller.role ?? 'user'}@${account}`;
  const all: string[] = [];
  const telling: string[] = [];
  for (const [path, text] of leaves(input, '')) {
    if (!IGNORED.test(path.replace(/\.\d+$/, ''))) {
      const value = await withAliases(text, aliases);
      all.push(`${path}=${value}`);
      if (!REPEATING.test(path)) {
        telling.push(value);
      }
    }
  }
  const shown = [...new Set(telling)].join(' ');
  return {
    key: `${who} ${all.join(' ')}`,
    label: `${who} ${
      shown.length > LABEL_LENGTH
        ? `${shown.slice(0, LABEL_LENGTH - 1)}…`
        : shown
    }`.trim(),
  };
}
