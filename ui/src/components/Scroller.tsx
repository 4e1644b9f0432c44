/** A part that scrolls by itself. While nothing in it can have the focus it is a stop of its own, so that keys scroll it too. */
import { useEffect, useRef, useState, type ReactNode } from "react";

const CONTROLS = ["button", "input", "select", "textarea"].map((control) => `${control}:not([disabled])`);
const STOPS = ["a[href]", ...CONTROLS, "summary", "[tabindex='0']"].join();

export function Scroller({ className, label, children }: { className: string; label: string; children: ReactNode }) {
  const part = useRef<HTMLDivElement>(null);
  const [isStop, setStop] = useState(false);
  // After each drawing, since what is inside may have come or gone.
  useEffect(() => {
    const node = part.current;
    if (!node || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(() => setStop((node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1) && !node.querySelector(STOPS)));
    [node, ...node.children].forEach((each) => observer.observe(each));
    return () => observer.disconnect();
  });
  return <div ref={part} className={className} {...(isStop ? { tabIndex: 0, role: "group", "aria-label": label } : {})}>{children}</div>;
}
