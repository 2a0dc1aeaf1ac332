import { useEffect, useState, type RefObject } from 'react';
import type { HeatMapColors } from './draw';

function readColors(element: HTMLElement): HeatMapColors {
  const style = getComputedStyle(element);
  const read = (name: string) =>
    style.getPropertyValue(`--heat-${name}`).trim();
  return {
    met: read('met'),
    unmet: read('unmet'),
    unknown: read('unknown'),
    waived: read('waived'),
    notJudged: read('not-judged'),
    line: read('line'),
    focus: read('focus'),
  };
}

/** The colours of the heat map, as its style sheet says; read again when the theme changes. */
export function useColors(
  ref: RefObject<HTMLElement>,
): HeatMapColors | undefined {
  const [colors, setColors] = useState<HeatMapColors>();

  useEffect(() => {
    const read = () => {
      if (ref.current) {
        setColors(readColors(ref.current));
      }
    };
    read();
    const observer = new MutationObserver(read);
    const themed = { attributeFilter: ['data-theme-mode', 'data-theme-name'] };
    observer.observe(document.body, themed);
    observer.observe(document.documentElement, themed);
    const forced = window.matchMedia('(forced-colors: active)');
    forced.addEventListener('change', read);
    return () => {
      observer.disconnect();
      forced.removeEventListener('change', read);
    };
  }, [ref]);

  return colors;
}
