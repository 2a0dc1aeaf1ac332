/** A clock that can stand still. */
export interface Clock {
  /** Milliseconds since 1970, less the time it stood still. */
  now(): number;
  stop(): void;
  go(): void;
}

/** A clock that goes. */
export function createClock(): Clock {
  let behind = 0;
  let stoppedAt: number | undefined;
  return {
    now: () => (stoppedAt ?? Date.now()) - behind,
    stop() {
      stoppedAt ??= Date.now();
    },
    go() {
      if (stoppedAt !== undefined) {
        behind += Date.now() - stoppedAt;
        stoppedAt = undefined;
      }
    },
  };
}
