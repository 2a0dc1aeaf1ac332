// What can be said of the name of a use case. Pure.
import {
  // Under another name, because lint takes `use…` for a hook.
  useCaseNameProblem as nameProblem,
  type Naming,
} from '@mlops-portal/backstage-plugin-mlops-common';

/** What is known of a name a person typed. */
export type NameCheck =
  | { state: 'empty' }
  | { state: 'checking' }
  /** It breaks a rule. */
  | { state: 'problem'; message: string }
  | { state: 'free'; accounts: Naming['accounts'] }
  /** Another use case has it. */
  | { state: 'taken'; owner: string }
  /** It is the use case the form was opened for. */
  | { state: 'exists'; owner: string; accounts: Naming['accounts'] }
  /** The backend did not answer. */
  | { state: 'unchecked'; reason: string };

/** What can be said without asking anyone; undefined when the backend has to be asked. */
export function checkLocally(name: string): NameCheck | undefined {
  if (name === '') {
    return { state: 'empty' };
  }
  const message = nameProblem(name);
  return message ? { state: 'problem', message } : undefined;
}

/**
 * What the backend's answer means.
 *
 * @param openedFor - name of the use case that the form was opened for, when it was: adding to that one is no mistake
 */
export function judgeNaming(
  naming: Naming,
  openedFor: string | undefined,
): NameCheck {
  const { name, problem, existing, accounts } = naming;
  if (problem) {
    return { state: 'problem', message: problem };
  }
  if (existing) {
    const { owner } = existing;
    return name === openedFor
      ? { state: 'exists', owner, accounts }
      : { state: 'taken', owner };
  }
  return { state: 'free', accounts };
}

/** The use case a form was opened for: `name` of the values in its address. */
export function openedForUseCase(search: string): string | undefined {
  const formData = new URLSearchParams(search).get('formData');
  if (!formData) {
    return undefined;
  }
  try {
    const { name } = JSON.parse(formData);
    return typeof name === 'string' ? name : undefined;
  } catch {
    // The form itself starts empty on values that it cannot read.
    return undefined;
  }
}
