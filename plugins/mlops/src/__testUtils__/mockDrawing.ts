/** A box never changes its size in jsdom, which lays nothing out. */
class SteadyBoxes implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/**
 * What jsdom lacks of a browser for a heat map: call it before each test. Boxes
 * keep their size, no media query matches, and a canvas cannot be drawn on (what
 * is drawn there is tested without a browser).
 *
 * @returns a function that takes it away again
 */
export function mockDrawing(): () => void {
  const { ResizeObserver: observer, matchMedia } = window;
  window.ResizeObserver = SteadyBoxes;
  window.matchMedia = media =>
    Object.assign(new EventTarget(), {
      media,
      matches: false,
      onchange: null,
      addListener: () => {},
      removeListener: () => {},
    });
  const canvas = jest
    .spyOn(HTMLCanvasElement.prototype, 'getContext')
    .mockReturnValue(null);
  return () => {
    window.ResizeObserver = observer;
    window.matchMedia = matchMedia;
    canvas.mockRestore();
  };
}
