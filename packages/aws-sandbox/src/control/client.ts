import type { SeedName } from '../seed';
import type { ActiveFault } from './faults';
import type { Fault } from './faultSchema';

/** Reaches the control API of a sandbox in another process. */
export interface SandboxClient {
  /** Whether it answers. */
  isReady(): Promise<boolean>;
  faults(): Promise<ActiveFault[]>;
  /** Replaces all faults. */
  setFaults(faults: Fault[]): Promise<ActiveFault[]>;
  clearFaults(): Promise<void>;
  /** Starts anew, with the same seed when none is given. */
  reset(seed?: SeedName): Promise<void>;
}

/**
 * Makes a client of the control API.
 *
 * @param url - of the sandbox: `http://127.0.0.1:4566`
 */
export function createSandboxClient(url: string): SandboxClient {
  async function call(method: string, path: string, body?: object) {
    const response = await fetch(new URL(`/_sandbox/${path}`, url), {
      method,
      headers: body && { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(
        `The AWS sandbox refused ${method} ${path}: ${answer.error.message}`,
      );
    }
    return answer;
  }

  return {
    async isReady() {
      try {
        await call('GET', 'health');
        return true;
      } catch {
        // Not being there is an answer here.
        return false;
      }
    },
    faults: async () => (await call('GET', 'faults')).faults,
    setFaults: async faults => (await call('PUT', 'faults', { faults })).faults,
    async clearFaults() {
      await call('DELETE', 'faults');
    },
    async reset(seed) {
      await call('POST', 'reset', { seed });
    },
  };
}
