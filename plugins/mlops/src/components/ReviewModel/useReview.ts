import { useApi } from '@backstage/core-plugin-api';
import type { ModelVersion } from '@mlops-portal/backstage-plugin-mlops-common';
import { useEffect, useRef, useState } from 'react';
import { mlopsApiRef } from '../../api';
import { followTask, type TaskApi } from './followTask';

/** Entity reference of the portal template that approves or rejects a model version. */
const REVIEW_MODEL_TEMPLATE = 'template:default/review-model';

/** What can be decided of a model version. */
export type Decision = 'approve' | 'reject';

/** What went wrong: the task was not started, its end is not known, it did not end well, or its effect could not be read. */
export type Trouble = 'start' | 'lost' | 'failed' | 'cancelled' | 'refresh';

/** How far a decision has come. */
export type ReviewState =
  | { step: 'idle' }
  | { step: 'running' | 'refreshing' | 'done'; decision: Decision }
  | {
      step: 'trouble';
      decision: Decision;
      trouble: Trouble;
      error: unknown;
      /** Goes on from where it stopped; undefined when it has to be decided anew. */
      resume?: () => void;
    };

/** What a review is of. */
export interface ReviewOptions {
  version: ModelVersion;
  accountId: string;
  /** Name of the use case that the model is of. */
  useCase: string;
  /** Called when the person has decided: from then on it is known before `onDone` that the version is decided. */
  onStart?: () => void;
  /** Called when the decision is made and the evidence of the use case has been read anew. */
  onDone: (decision: Decision) => void;
}

/** Makes a decision on a model version: runs the portal template, follows it, and has the evidence read anew. */
export function useReview(scaffolder: TaskApi, options: ReviewOptions) {
  const { version, accountId, useCase, onStart, onDone } = options;
  const api = useApi(mlopsApiRef);
  const [state, setState] = useState<ReviewState>({ step: 'idle' });
  const [log, setLog] = useState<string[]>([]);
  const controller = useRef(new AbortController());

  useEffect(() => {
    controller.current = new AbortController();
    return () => controller.current.abort();
  }, []);

  async function refresh(decision: Decision): Promise<void> {
    setState({ step: 'refreshing', decision });
    try {
      await api.refreshUseCase(useCase);
    } catch (error) {
      setState({
        step: 'trouble',
        decision,
        trouble: 'refresh',
        error,
        resume: () => refresh(decision),
      });
      return;
    }
    setState({ step: 'done', decision });
    onDone(decision);
  }

  async function follow(decision: Decision, taskId: string): Promise<void> {
    const { signal } = controller.current;
    setLog([]);
    setState({ step: 'running', decision });
    try {
      const { status, reason } = await followTask({
        scaffolder,
        taskId,
        signal,
        onLog: message => setLog(lines => [...lines, message]),
      });
      if (signal.aborted) {
        return;
      }
      if (status === 'completed') {
        await refresh(decision);
      } else {
        setState({ step: 'trouble', decision, trouble: status, error: reason });
      }
    } catch (error) {
      if (!signal.aborted) {
        setState({
          step: 'trouble',
          decision,
          trouble: 'lost',
          error,
          resume: () => follow(decision, taskId),
        });
      }
    }
  }

  async function decide(decision: Decision, comment: string): Promise<void> {
    setState({ step: 'running', decision });
    onStart?.();
    try {
      const { taskId } = await scaffolder.scaffold({
        templateRef: REVIEW_MODEL_TEMPLATE,
        values: {
          accountId,
          modelPackageArn: version.arn,
          useCase,
          decision,
          comment,
        },
      });
      await follow(decision, taskId);
    } catch (error) {
      setState({ step: 'trouble', decision, trouble: 'start', error });
    }
  }

  return { state, log, decide, reset: () => setState({ step: 'idle' }) };
}
