import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';

/** Before it is measured. */
const INITIAL_WIDTH = 960;

/** How much room a box that scrolls has. */
export interface Box {
  /** Without scroll bars, in CSS pixels. */
  width: number;
  /** Of the horizontal scroll bar; none where it lies over the content. */
  barHeight: number;
  /** Device pixels of a CSS pixel; changes with zoom and from screen to screen. */
  pixelRatio: number;
}

function usePixelRatio(): number {
  const [pixelRatio, setPixelRatio] = useState(window.devicePixelRatio);
  useEffect(() => {
    const media = window.matchMedia(`(resolution: ${pixelRatio}dppx)`);
    const read = () => setPixelRatio(window.devicePixelRatio);
    media.addEventListener('change', read);
    return () => media.removeEventListener('change', read);
  }, [pixelRatio]);
  return pixelRatio;
}

/** Measures a box that scrolls, and again whenever its size changes. */
export function useBox(ref: RefObject<HTMLElement>): Box {
  const pixelRatio = usePixelRatio();
  const [size, setSize] = useState({ width: INITIAL_WIDTH, barHeight: 0 });

  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) {
      return undefined;
    }
    const measure = () => {
      const { clientWidth, clientHeight, offsetHeight } = element;
      const width = clientWidth || INITIAL_WIDTH;
      const barHeight = offsetHeight - clientHeight;
      setSize(known =>
        known.width === width && known.barHeight === barHeight
          ? known
          : { width, barHeight },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);

  return { ...size, pixelRatio };
}
