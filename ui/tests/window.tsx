/** The window against the imitated workbench, as the stories of several files open it. */
import { cleanup, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";

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
