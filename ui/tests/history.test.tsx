/** What is kept by itself: where one was, the history of rankings, backups, the list of projects. */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ExampleView, RankQuery, Run } from "../src/api";
import { beforeOf, differencesOf } from "../src/features/history/differences";
import { METHODS } from "../src/mock/methods";
import { open } from "./window";

const examples = [1, 2, 3].map((example): ExampleView => ({ example, text: `Example number ${example}`, ticked: true, unwanted: false, origin: { from: "pasted" }, tokens: 8, agreement: 0.4, same_as_row: null, same_as_example: null }));
const query = (part: Partial<RankQuery>): RankQuery => ({ goal: 7, method: "nag", model: "smol", settings: {}, layers: null, examples: [1, 2, 3], keep_examples: false, ignored: [], ...part });
const run = (part: Partial<Run>, asks: Partial<RankQuery> = {}): Run => ({ run: 1, origin: "cut", name: "", query: query(asks), budget: { by: "documents", documents: 30 }, documents: 30, after: null, kept_ms: 0, ...part });
const words = (before: Run, now: Run) => differencesOf(before, now, { examples, methods: METHODS });

describe("what changed between two rankings", () => {
  it("is said for each part of the question and for the cut", () => {
    const now = run({ documents: 48 }, { method: "bm25", examples: [1, 3], layers: [8, 20], keep_examples: true, model: "other" });
    expect(words(run({}), now)).toEqual(["Word match instead of Neuron match", "another model", "without example 2 “Example number 2”", "layers 8–20 only", "examples stay in the ranking", "48 rows kept instead of 30"]);
  });

  it("is nothing where they ask and keep the same, however their settings are ordered", () => {
    expect(words(run({}, { settings: { power: 2, top_k: 10 } }), run({}, { settings: { top_k: 10, power: 2 } }))).toEqual([]);
    expect(words(run({}, { settings: { power: 2 } }), run({}))).toEqual(["other settings of the method"]);
  });

  it("is told against the ranking that it went on from, else against the one before", () => {
    const all = [run({ run: 3, after: 1 }), run({ run: 2 }), run({ run: 1 })];
    expect([beforeOf(all[0]!, all)?.run, beforeOf(all[1]!, all)?.run, beforeOf(all[2]!, all)]).toEqual([1, 1, undefined]);
  });
});

describe("the history", () => {
  it("takes a moved cut in, shows what changed, and goes on from an earlier one", async () => {
    const user = await open("place=results");
    await user.click(await screen.findByRole("button", { name: "Keep more" }));
    await screen.findByText("Keeping 37 rows");
    await user.click(screen.getByRole("tab", { name: "History" }));
    const history = await screen.findByRole("region", { name: "History" });
    await within(history).findByText(/^Cut moved/, undefined, { timeout: 4000 });
    expect(within(history).getByText("Shown now")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Keep more" }));
    await screen.findByText("Keeping 38 rows");
    await waitFor(() => expect(within(history).getByText(/38 rows kept/)).toBeTruthy(), { timeout: 4000 });
    await user.click(within(history).getByRole("button", { name: /Best of all/, expanded: false }));
    await user.click(await within(history).findByRole("button", { name: "Give it a name" }));
    const dialog = await screen.findByRole("dialog");
    await user.clear(within(dialog).getByLabelText("Name of the run"));
    await user.type(within(dialog).getByLabelText("Name of the run"), "Thirty-eight{Enter}");
    await within(history).findByText("Thirty-eight");
    await user.click(screen.getByRole("button", { name: "Keep more" }));
    await within(history).findByText(/39 rows kept instead of 38/, undefined, { timeout: 4000 });
    const earlier = within(history).getByText("Thirty-eight").closest("li")!;
    await user.click(await within(earlier).findByRole("button", { name: "Go on from here" }));
    await screen.findByText("Keeping 38 rows");
    await screen.findAllByText(/The goal, method and cut are those of “Thirty-eight” again/);
  }, 30_000);
});

/** Computers that do other things beside. */
const PATIENT = { timeout: 5000 };

describe("what was deleted", () => {
  it("is listed in the history with its way back, and comes back from there", async () => {
    const user = await open("place=goal");
    const rows = () => screen.getAllByRole("checkbox").length;
    await screen.findByText(/examples, /, undefined, PATIENT);
    const before = rows();
    await user.click((await screen.findAllByRole("button", { name: /^Goal: / }, PATIENT))[0]!);
    await user.click(await screen.findByRole("menuitem", { name: "Rename this goal" }));
    const dialog = await screen.findByRole("dialog");
    const was = (within(dialog).getByLabelText<HTMLInputElement>("Name")).value;
    await user.clear(within(dialog).getByLabelText("Name"));
    await user.type(within(dialog).getByLabelText("Name"), "Renamed{Enter}");
    await screen.findAllByText("Renamed", undefined, PATIENT);
    expect(rows()).toBe(before);
    await user.keyboard("{Control>}4{/Control}");
    await user.click(await screen.findByRole("tab", { name: "History" }, PATIENT));
    const list = await screen.findByRole("list", { name: "Deleted and changed" }, PATIENT);
    expect(within(list).getByText(`Goal renamed. It was called “${was}”`)).toBeTruthy();
    await user.click(within(list).getByRole("button", { name: /^Bring back: Goal renamed/ }));
    await within(list).findByText("Back again", undefined, PATIENT);
    await waitFor(() => expect(screen.getAllByText(new RegExp(was)).length).toBeGreaterThan(0), PATIENT);
  }, 30_000);

  it("of goals is offered where goals are chosen, also when none is left", async () => {
    const user = await open("place=goal");
    const menus = () => screen.queryAllByRole("button", { name: /^Goal: / });
    await waitFor(() => expect(menus().length).toBe(1), PATIENT);
    let goals = 0;
    for (; menus().length > 0; goals += 1) {
      await user.click(menus()[0]!);
      await user.click(await screen.findByRole("menuitem", { name: "Delete this goal" }));
      const name = menus()[0]?.textContent;
      await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete goal" }));
      await waitFor(() => expect(menus()[0]?.textContent).not.toBe(name), PATIENT);
    }
    const back = await screen.findAllByRole("button", { name: /^Bring back “/ }, PATIENT);
    expect(back.length).toBe(Math.min(goals, 3));
    await user.click(back[0]!);
    await waitFor(() => expect(menus().length).toBe(1), PATIENT);
    expect(screen.queryByRole("button", { name: /^Bring back “/ })).toBeNull();
  }, 30_000);
});

describe("projects", () => {
  it("that are gone say so and are taken off the list", async () => {
    const user = await open("place=projects");
    await user.click(await screen.findByRole("button", { name: "Take off the list: Old pool" }));
    await waitFor(() => expect(screen.queryByText("Old pool")).toBeNull());
    expect(screen.getAllByText("Old pool is off the list. Its file was not touched.").length).toBeGreaterThan(0);
  });

  it("have backups, which are restored after saying what becomes of the present", async () => {
    const user = await open("place=projects");
    await user.click(await screen.findByRole("button", { name: "Backups" }));
    const restore = await screen.findAllByRole("button", { name: /^Restore the backup of/ });
    expect(restore).toHaveLength(5);
    await user.click(restore[1]!);
    const question = await screen.findByRole("alertdialog");
    expect(question.textContent).toContain("so nothing is lost");
    await user.click(within(question).getByRole("button", { name: "Restore" }));
    await screen.findAllByText(/What it was before is among its backups/);
  });
});

describe("where one was", () => {
  it("is where a project opens again", async () => {
    const user = await open("place=data");
    await user.click(await screen.findByRole("button", { name: /^Export/ }));
    await waitFor(() => expect(localStorage.getItem("place:~/Projects/Maths tutor.neurosieve")).toBe("export"));
    await user.click(screen.getByRole("button", { name: /^Projects/ }));
    await user.click(await screen.findByRole("button", { name: "Close" }));
    await user.click(await screen.findByRole("button", { name: "Open Maths tutor" }));
    await waitFor(() => expect(screen.getByRole("button", { name: /^Export/, current: "page" })).toBeTruthy());
  });
});

describe("the language", () => {
  it("is changed at once, on every part of the screen", async () => {
    const user = await open("place=settings");
    await user.selectOptions(await screen.findByLabelText("Language"), "chinese");
    await screen.findByRole("heading", { name: "设置" });
    expect([...document.querySelectorAll(".rail-word")].map((one) => one.textContent)).toEqual(expect.arrayContaining(["数据", "目标", "模型", "结果", "导出"]));
    await user.selectOptions(screen.getByLabelText("语言"), "english");
    await screen.findByRole("heading", { name: "Settings" });
  });
});
