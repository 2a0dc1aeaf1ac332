// The AWS sandbox in a process of its own, which counts what it is asked.
import { startSandbox, type Sandbox } from '@mlops-portal/aws-sandbox';
import { answer } from './child';

let sandbox: Sandbox | undefined;
const calls = new Map<string, number>();

const methods = {
  /** Starts a sandbox of many use cases. Answers where it is. */
  async start({ useCases }: { useCases: number }): Promise<string> {
    sandbox = await startSandbox({
      seed: 'large',
      useCases,
      log(line) {
        const [action] = line.split(' ');
        calls.set(action, (calls.get(action) ?? 0) + 1);
      },
    });
    return sandbox.url;
  },

  /** How often each operation was called since it was asked last: `sagemaker:ListDomains`. */
  async takeCalls(): Promise<Record<string, number>> {
    const taken = Object.fromEntries(calls);
    calls.clear();
    return taken;
  },
};

/** What a sandbox can be asked. */
export type SandboxMethods = typeof methods;

if (require.main === module) {
  answer(methods);
}
