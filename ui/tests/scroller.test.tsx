/** What scrolls can be scrolled by keys: it is a stop where nothing in it is one, and no stop more than that. */
import { act, cleanup, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Scroller } from "../src/components/Scroller";

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", class {
    constructor(private readonly look: () => void) {}
    observe() { this.look(); }
    disconnect() { /* nothing was begun */ }
  });
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(200);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function isStop(height: number, inside: ReactNode): boolean {
  vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockReturnValue(height);
  act(() => { render(<Scroller className="part" label="What was read">{inside}</Scroller>); });
  return screen.queryByRole("group", { name: "What was read" })?.tabIndex === 0;
}

it("is a stop while its words are taller than it", () => expect(isStop(900, <p>Long</p>)).toBe(true));
it("is none while they fit", () => expect(isStop(200, <p>Short</p>)).toBe(false));
it("is none where a control in it can have the focus", () => expect(isStop(900, <button type="button">Restore</button>)).toBe(false));
it("is one where no control in it may be used", () => expect(isStop(900, <button type="button" disabled>Restore</button>)).toBe(true));
