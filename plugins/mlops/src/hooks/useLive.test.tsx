import { renderInTestApp } from '@backstage/frontend-test-utils';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import { USE_CASE_SIGNAL_CHANNEL } from '@mlops-portal/backstage-plugin-mlops-common';
import { act, screen, waitFor } from '@testing-library/react';
import { FakeMlopsApi } from '../__testUtils__/FakeMlopsApi';
import { makeUseCase } from '../__testUtils__/fixtures';
import { mlopsApiRef } from '../api';
import { readUseCase, useUseCaseData } from './useUseCaseData';

class FakeSignals implements SignalApi {
  readonly listeners = new Map<string, (message: never) => void>();

  subscribe(channel: string, onMessage: (message: never) => void) {
    this.listeners.set(channel, onMessage);
    return { unsubscribe: () => this.listeners.delete(channel) };
  }

  tell(message: unknown) {
    act(() => {
      this.listeners.get(USE_CASE_SIGNAL_CHANNEL)?.(message as never);
    });
  }
}

function Title() {
  const { value, loading, error } = useUseCaseData(
    'churn-prediction',
    readUseCase,
  );
  return (
    <p>
      {value?.title ?? 'nothing'}
      {loading && ' (loading)'}
      {error ? ' (failed)' : ''}
    </p>
  );
}

function renderTitle(signals?: FakeSignals) {
  const api = new FakeMlopsApi([makeUseCase({ title: 'Before' })]);
  renderInTestApp(<Title />, {
    apis: [
      [mlopsApiRef, api],
      ...(signals ? ([[signalApiRef, signals]] as const) : []),
    ],
  });
  return api;
}

describe('what is shown of a use case', () => {
  it('is read again when the backend tells that it changed, quietly', async () => {
    const signals = new FakeSignals();
    const api = renderTitle(signals);
    await screen.findByText('Before');
    let asked = 0;
    api.before = async () => {
      asked += 1;
    };
    api.useCases = [makeUseCase({ title: 'After' })];
    signals.tell({ useCase: 'churn-prediction' });
    signals.tell({ useCase: 'churn-prediction' });
    expect(screen.getByText('Before')).toBeInTheDocument();
    expect(
      await screen.findByText('After', undefined, { timeout: 3000 }),
    ).toBeInTheDocument();
    expect(asked).toBe(1);
  });

  it('stays when another one changed, and when a message makes no sense', async () => {
    const signals = new FakeSignals();
    const api = renderTitle(signals);
    await screen.findByText('Before');
    let asked = 0;
    api.before = async () => {
      asked += 1;
    };
    signals.tell({ useCase: 'fraud-detection' });
    signals.tell('nonsense');
    await new Promise(resolve => {
      setTimeout(resolve, 1500);
    });
    expect(asked).toBe(0);
  });

  it('stays when it cannot be read again', async () => {
    const signals = new FakeSignals();
    const api = renderTitle(signals);
    await screen.findByText('Before');
    let failed = false;
    api.before = async () => {
      failed = true;
      throw new Error('The database is away.');
    };
    signals.tell({ useCase: 'churn-prediction' });
    await waitFor(() => expect(failed).toBe(true), { timeout: 3000 });
    expect(screen.getByText('Before')).toBeInTheDocument();
  });

  it('is as it was loaded in an app without signals', async () => {
    renderTitle();
    expect(await screen.findByText('Before')).toBeInTheDocument();
  });
});
