import type { SeedName } from '../seed';
import type { Advanced, TimeSpan } from './clock';
import type { ActiveFault } from './faults';
import type { Fault } from './faultSchema';
import type { MonitorDrift, MonitorRun, MonitorRunResult } from './monitors';

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
  /** Moves the sandbox's clock on, by at most 366 days; what AWS does on the way is done. */
  advance(span: TimeSpan): Promise<Advanced>;
  /** Executes a monitoring schedule now, with or without violations; it is over at once. */
  runMonitor(run: MonitorRun): Promise<MonitorRunResult>;
  /** Sets how far what an endpoint sees is from its baseline; above 0.5 its monitors find violations. */
  setMonitorDrift(drift: MonitorDrift): Promise<void>;
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
    advance: span => call('POST', 'advance', span),
    runMonitor: run => call('POST', 'monitors/run', run),
    async setMonitorDrift(drift) {
      await call('POST', 'monitors/drift', drift);
    },
    async reset(seed) {
      await call('POST', 'reset', { seed });
    },
  };
}
