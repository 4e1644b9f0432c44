import { mockIPC, clearMocks } from "@tauri-apps/api/mocks";
import { afterEach, describe, expect, it } from "vitest";
import { absorb, asFailure, failureDetails, keyOf, makeCache, type Event, type JobView } from "../src/api";
import { call, pick, watch } from "../src/api/transport";

afterEach(clearMocks);

describe("the shell's three commands", () => {
  it("carries an operation and unwraps its answer", async () => {
    const heard: unknown[] = [];
    mockIPC((command, payload) => {
      heard.push([command, payload]);
      return { op: "goals", value: [{ goal: 1, name: "A", examples: 0, ticked: 0, characters: 0, unwanted: 0 }] };
    });
    await expect(call("goals", {})).resolves.toMatchObject([{ goal: 1 }]);
    expect(heard).toEqual([["call", { request: { op: "goals", with: {} } }]]);
  });

  it("rejects with the failure as it came", async () => {
    mockIPC(() => { throw { code: "no_project", arguments: {} }; });
    await expect(call("goals", {})).rejects.toEqual({ code: "no_project", arguments: {} });
  });

  it("makes anything else thrown a fault of the app, with its words kept", async () => {
    mockIPC(() => { throw new Error("command call not allowed"); });
    await expect(pick({ purpose: "import_files" })).rejects.toEqual({ code: "internal", arguments: { detail: "command call not allowed" } });
  });

  it("hears events through a channel", async () => {
    const events: Event[] = [];
    mockIPC((command, payload) => {
      if (command !== "watch") return undefined;
      const { id } = (payload as { onEvent: { id: number } }).onEvent;
      const { runCallback } = (window as unknown as { __TAURI_INTERNALS__: { runCallback: (id: number, message: unknown) => void } }).__TAURI_INTERNALS__;
      runCallback(id, { index: 0, message: { event: "changed", value: ["pool"] } });
      return undefined;
    });
    await watch((event) => events.push(event));
    expect(events).toEqual([{ event: "changed", value: ["pool"] }]);
  });
});

describe("failures", () => {
  it("stay what they are", () => expect(asFailure({ code: "io", arguments: { path: "x" } }).code).toBe("io"));
  it("can be copied with all their numbers", () => expect(failureDetails({ code: "io", arguments: { path: "x", detail: "5" } })).toBe("io\npath: x\ndetail: 5"));
});

const job = (part: Partial<JobView>): JobView => ({
  job: 1, kind: "import", subject: "a", state: "running", step: "reading_rows", done: 0, total: 10, share: 0, unit: "rows", rate_per_s: null, seconds_left: null,
  queued_ms: 0, worked_s: 0, failure: null, outcome: null, learning: null, hitch: null, ...part,
});

describe("events in the cache", () => {
  it("move a job on in the list, and put a new one first", () => {
    const cache = makeCache();
    cache.setQueryData(keyOf("jobs", {}), [job({ job: 1 })]);
    absorb(cache, { event: "job", value: job({ job: 1, done: 5 }) });
    absorb(cache, { event: "job", value: job({ job: 2 }) });
    expect(cache.getQueryData<JobView[]>(keyOf("jobs", {}))?.map((one) => [one.job, one.done])).toEqual([[2, 0], [1, 5]]);
  });

  it("make only what depends on the changed part stale", async () => {
    const cache = makeCache();
    cache.setQueryData(keyOf("pool_columns", { search: null, conditions: [] }), []);
    cache.setQueryData(keyOf("about", {}), { version: "1", sqlite: "", projects_folder: "", logs_folder: "" });
    absorb(cache, { event: "changed", value: ["pool"] });
    const isStale = () => cache.getQueryState(keyOf("pool_columns", { search: null, conditions: [] }))?.isInvalidated;
    await expect.poll(isStale).toBe(true);
    expect(cache.getQueryState(keyOf("about", {}))?.isInvalidated).toBe(false);
  });
});
