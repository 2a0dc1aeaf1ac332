// Who the person chose to be, kept so that a reload does not ask again. It is a name, not a credential.
const KEY = 'mlops-portal.sign-in';

/** `guest`, or the entity reference of an example user. */
export type Choice = string;

/** What was chosen before; undefined when nothing was, or after signing out. */
export function readChoice(): Choice | undefined {
  return localStorage.getItem(KEY) ?? undefined;
}

/** Remembers a choice. */
export function keepChoice(choice: Choice): void {
  localStorage.setItem(KEY, choice);
}

/** Forgets the choice, so that the next visit asks. */
export function forgetChoice(): void {
  localStorage.removeItem(KEY);
}
