import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** How wide an element is, in CSS pixels, at every change. */
export function useWidth(ref: RefObject<Element | null>, atFirst = 480): number {
  const [width, setWidth] = useState(atFirst);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
