/** What happy-dom lacks: a layout, a preferred colour scheme, a clean page after each test. */
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

const WIDTH = 1200;
const HEIGHT = 640;

Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: () => HEIGHT });
Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, get: () => WIDTH });
Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => HEIGHT });
Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => WIDTH });
window.matchMedia ??= (() => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined })) as never;

// What comes, comes sooner on a quiet machine; a second is too little beside a compiler.
configure({ asyncUtilTimeout: 5000 });

afterEach(() => {
  cleanup();
  localStorage.clear();
});
