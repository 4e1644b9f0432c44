/** The window against the imitated workbench, as the stories of several files open it. */
import { cleanup, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, vi } from "vitest";

/** The first opening in a file compiles the whole window: that time is no test's. */
beforeAll(async () => {
  await import("../src/app/App");
  await import("../src/mock/install");
}, 60_000);

/** Opens the window in a scenario; every call brings a fresh world. */
export async function open(query: string): Promise<ReturnType<typeof userEvent.setup>> {
  cleanup();
  vi.resetModules();
  localStorage.clear();
  history.replaceState(null, "", `/?${query}`);
  await import("../src/mock/install");
  const { App } = await import("../src/app/App");
  const { makeCache } = await import("../src/api");
  render(<App cache={makeCache()} />);
  return userEvent.setup();
}
