/** Walks through the screens against the imitated workbench, by keyboard and by name, as a person would. */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { open } from "./window";

const shown = async (text: RegExp | string) => (await screen.findAllByText(text, undefined, { timeout: 4000 }))[0];
const button = (name: RegExp | string) => screen.findByRole("button", { name }, { timeout: 4000 });
const rows = () => within(screen.getByRole("grid")).getAllByRole("row").slice(1);

describe("welcome", () => {
  it("offers the sample first, with the focus on it, and opens it with Enter", async () => {
    const user = await open("scenario=welcome");
    const sample = await button(/Explore the sample/);
    expect(document.activeElement).toBe(sample);
    await user.keyboard("{Enter}");
    await shown("Sample: step-by-step maths");
    expect(screen.getByRole("button", { name: /^Results/ }).getAttribute("aria-current")).toBe("page");
  });
});

describe("data", () => {
  beforeEach(() => open("place=data"));

  it("finds words, says how many rows match, and clears with Escape", async () => {
    const user = userEvent.setup();
    await shown("300 rows ready");
    await user.keyboard("/");
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
    // Pasted, so that the table is searched once and not for each letter.
    await user.paste("kettle");
    await shown(/\d+ rows match/);
    await waitFor(() => expect(rows()[0]?.textContent).toContain("kettle"));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("301"));
  });

  it("filters by a value from the column's list, and takes the pill away again", async () => {
    const user = userEvent.setup();
    await user.click(await button("Filter by language"));
    await user.click(await screen.findByRole("checkbox", { name: "ar" }));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(Number(screen.getByRole("grid").getAttribute("aria-rowcount"))).toBeLessThan(100));
    await user.click(await button("Remove the filter language: ar"));
    await waitFor(() => expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("301"));
  });

  it("adds the row under the focus to the goal with E, and undoes it", async () => {
    const user = userEvent.setup();
    await shown("300 rows ready");
    await waitFor(() => expect(rows()[1]?.querySelector(".placeholder")).toBeNull());
    rows()[0]?.focus();
    await user.keyboard("{ArrowDown}e");
    await shown(/Added 1 row to “Worked maths, step by step”, which now has 14 examples/);
    await user.click(await button("Undo"));
    const { call } = await import("../src/api");
    await waitFor(async () => expect((await call("goals", {}))[0]?.examples).toBe(14));
  });

  it("shows a conversation as turns, and unseen characters by their numbers", async () => {
    const user = userEvent.setup();
    await shown("300 rows ready");
    await waitFor(() => expect(rows()[4]?.querySelector(".placeholder")).toBeNull());
    fireEvent.click(rows()[0]!);
    const inspector = await screen.findByRole("complementary", { name: "Document" });
    await within(inspector).findByText("Assistant");
    fireEvent.click(rows()[4]!);
    await within(inspector).findAllByText("U+202E");
    await user.click(within(inspector).getByRole("tab", { name: "Fields" }));
    await within(inspector).findByText("language");
  });

  it("deletes an import only after it said what goes, and says what that freed", async () => {
    const user = userEvent.setup();
    await user.click(await button("2 imports"));
    await user.click(await button("Delete more-questions.csv.gz"));
    const question = await screen.findByRole("alertdialog");
    within(question).getByText(/Its 40 rows and everything computed from them/);
    await user.click(within(question).getByRole("button", { name: "Delete 40 rows" }));
    await shown(/more-questions\.csv\.gz deleted: 40 rows, 3\.1 MB freed/);
  });
});

describe("import", () => {
  it("goes from Ctrl+O over three samples to rows in the table", async () => {
    const user = await open("place=data&scenario=empty");
    await shown("No data yet. Drop a file anywhere here.");
    await user.keyboard("{Control>}o{/Control}");
    const dialog = await screen.findByRole("dialog");
    await waitFor(() => expect(within(dialog).getByRole("region", { name: /first rows/ }).querySelectorAll(".sample")).toHaveLength(3));
    await user.click(within(dialog).getByRole("radio", { name: "Chat" }));
    await within(dialog).findAllByText("User");
    await user.click(within(dialog).getByRole("radio", { name: "Text" }));
    await user.click(within(dialog).getByRole("button", { name: "Looks right" }));
    await screen.findByText("9,982 rows ready", undefined, { timeout: 8000 });
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("says why a file cannot be read, and offers no way on", async () => {
    const user = await open("place=data&scenario=failing&jobs");
    await user.keyboard("{Control>}o{/Control}");
    const dialog = await screen.findByRole("dialog");
    await within(dialog).findByText(/The file ends in the middle of a row/);
    expect(within(dialog).getByRole<HTMLButtonElement>("button", { name: "Looks right" }).disabled).toBe(true);
  });
});

describe("export", () => {
  it("says what is missing and leads there", async () => {
    const user = await open("place=export&scenario=empty");
    await shown("Nothing to export yet");
    await user.click(await button("Add data"));
    await shown("No data yet. Drop a file anywhere here.");
  });

  it("previews five rows, saves them, and names the passport", async () => {
    const user = await open("place=export");
    await shown(/The first 5 rows as they will stand in the JSONL file/);
    await user.click(screen.getByRole("radio", { name: /CSV/ }));
    await shown(/escaped, so that spreadsheets/);
    await user.click(await button(/Save these 36/));
    await screen.findByText(/Passport: .*passport\.json/, undefined, { timeout: 6000 });
  });
});

describe("export for training tools", () => {
  it("says what does not fit, and saves once such rows are left out", async () => {
    const user = await open("place=export");
    await user.click(await screen.findByRole("radio", { name: "Alpaca" }));
    await shown(/2 rows do not fit this format. The first is “maths-0041”: it has no answer/);
    expect((await button(/Save these 36/) as HTMLButtonElement).disabled).toBe(true);
    await user.click(screen.getByRole("checkbox", { name: "Leave out rows that do not fit" }));
    await waitFor(async () => expect((await button(/Save these 36/) as HTMLButtonElement).disabled).toBe(false));
  });

  it("passes all formats by the arrow keys, in both groups", async () => {
    const user = await open("place=export");
    await user.click(await screen.findByRole("radio", { name: "Parquet" }));
    await user.keyboard("{ArrowDown}");
    expect(screen.getByRole("radio", { name: "LLaMA-Factory" }).getAttribute("aria-checked")).toBe("true");
    await shown(/A folder with dataset_info.json/);
    await button("Add to a folder");
  });

  it("proves what was saved, and names the row that differs", async () => {
    const user = await open("place=export");
    await user.click(await button(/Save these 36/));
    await screen.findByText(/Passport: /, undefined, { timeout: 6000 });
    await user.click(await screen.findByRole("button", { name: /^Prove it again: / }, { timeout: 4000 }));
    await shown(/Identical. 36 rows were chosen again/);
    await user.click(await button("Prove a passport"));
    await shown(/The first row that differs is row 4 of worked-maths.jsonl/);
  }, 15_000);
});

describe("activity", () => {
  it("gives every state its words and its next action", async () => {
    const user = await open("place=activity&scenario=running");
    await button("Try again: Read with SmolLM2-360M");
    await button("Resume: Download Qwen3-0.6B-Base");
    await button("Cancel: Export worked-maths.jsonl");
    await shown(/The reading process ended unexpectedly/);
    await user.click(await button("Pause: Read with SmolLM2-360M"));
    await waitFor(() => expect(screen.getAllByText("Paused. It goes on where it stopped.")).toHaveLength(2));
  });
});

describe("from anywhere", () => {
  it("Ctrl+digits lead to the places, and ? lists the keys", async () => {
    const user = await open("place=data");
    await shown("300 rows ready");
    await user.keyboard("{Control>}5{/Control}");
    expect(screen.getByRole("button", { name: /^Export/ }).getAttribute("aria-current")).toBe("page");
    await user.keyboard("?");
    await screen.findByRole("dialog", { name: "Shortcuts" });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("the palette finds a place by its name", async () => {
    const user = await open("place=data");
    await shown("300 rows ready");
    await user.keyboard("{Control>}k{/Control}");
    const palette = await screen.findByRole("dialog", { name: "Find anything" });
    await user.click(within(palette).getByRole("searchbox"));
    await user.paste("sett");
    await waitFor(() => expect(screen.getAllByRole("menuitem")).toHaveLength(1));
    await user.keyboard("{ArrowDown}{Enter}");
    await screen.findByRole("heading", { name: "Settings" });
  });

  it("a failure stays in the status line until it is dismissed", async () => {
    const user = await open("place=settings");
    await screen.findByRole("heading", { name: "Settings" });
    const { report, tell } = await import("../src/app/status");
    report({ code: "project_busy", arguments: { path: "a.neurosieve" } });
    tell("Something else happened");
    await shown(/Another window is writing/);
    const line = screen.getByRole("region", { name: "Messages" });
    await user.click(within(line).getAllByRole("button", { name: "Dismiss this message" })[0]!);
    await waitFor(() => expect(screen.queryByText(/Another window is writing/)).toBeNull());
  });
});
