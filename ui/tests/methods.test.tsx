import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { MethodView } from "../src/api";
import { MethodDetail } from "../src/features/results/MethodDetail";
import { MethodList } from "../src/features/results/MethodList";
import type { HowToRank } from "../src/features/results/MethodMenu";
import { found, groupOf, needsOf, withSetting } from "../src/features/results/methods";
import { METHODS } from "../src/mock/methods";

const named = (id: string): MethodView => METHODS.find((each) => each.method === id)!;

describe("methods", () => {
  it("are found by plain name, technical name and sentence, all words of the search together", () => {
    expect(found(METHODS, "TSDS").map((each) => each.method)).toEqual(["tsds"]);
    expect(found(METHODS, "word match").map((each) => each.method)).toContain("bm25");
    expect(found(METHODS, "  ")).toHaveLength(METHODS.length);
    expect(found(METHODS, "word zebra")).toEqual([]);
  });

  it("stand in one group each: yardsticks by themselves, whether they need examples or not", () => {
    expect(groupOf(named("bm25"))).toBe("yardstick");
    expect(groupOf(named("euds"))).toBe("free");
    expect(groupOf(named("nag"))).toBe("goal");
  });

  it("say what they need, a second model too, and say so when they need nothing", () => {
    expect(needsOf(named("mona"))).toEqual(["Your examples", "A model that has read your rows", "A second model that splits neurons"]);
    expect(needsOf(named("random"))).toEqual(["Nothing besides your rows"]);
  });

  it("keep only settings that differ from their defaults", () => {
    const setting = { name: "alpha", default: 0.6 };
    expect(withSetting({ seed: 2 }, setting, 0.5)).toEqual({ seed: 2, alpha: 0.5 });
    expect(withSetting({ seed: 2, alpha: 0.5 }, setting, 0.6)).toEqual({ seed: 2 });
  });
});

describe("the list of methods", () => {
  it("is one group of radio buttons under headings, the default and the standing marked", () => {
    const onChoose = vi.fn();
    render(<MethodList methods={METHODS} chosen="best" onChoose={onChoose} />);
    expect(screen.getAllByRole("radio")).toHaveLength(METHODS.length);
    expect(screen.getByRole("radio", { name: /^Best of all Fusion .*Default/ })).toHaveProperty("checked", true);
    const yardsticks = screen.getByRole("group", { name: "Yardsticks" });
    fireEvent.click(within(yardsticks).getByRole("radio", { name: /^Random pick/ }));
    expect(onChoose).toHaveBeenCalledWith("random");
  });

  it("is narrowed by its search, tells how many are left, and shows all again", () => {
    render(<MethodList methods={METHODS} chosen="nag" onChoose={() => undefined} />);
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "euds" } });
    expect(screen.getAllByRole("radio")).toHaveLength(1);
    expect(screen.getByRole("status").textContent).toBe("1 method");
    fireEvent.change(screen.getByRole("searchbox"), { target: { value: "zebra" } });
    fireEvent.click(screen.getByRole("button", { name: "Show all methods" }));
    expect(screen.getAllByRole("radio")).toHaveLength(METHODS.length);
  });

  it("is entered from the search with arrow down, at the chosen method", () => {
    render(<MethodList methods={METHODS} chosen="tsds" onChoose={() => undefined} />);
    fireEvent.keyDown(screen.getByRole("searchbox"), { key: "ArrowDown" });
    expect(document.activeElement).toBe(screen.getByRole("radio", { name: /TSDS/ }));
  });
});

describe("the chosen method", () => {
  const shown = (id: string, settings: Record<string, number> = {}, onHow: (how: HowToRank) => void = () => undefined) =>
    render(<QueryClientProvider client={new QueryClient()}><MethodDetail method={named(id)} how={{ method: id, model: null, settings }} onHow={onHow} readings={[]} /></QueryClientProvider>);

  it("says its words, its source and how it stands to it, and claims no time that was not measured", () => {
    shown("euds");
    expect(screen.getByText("It does not know your goal.")).toBeTruthy();
    expect(screen.getByText(/This is our reading of it/)).toBeTruthy();
    expect(screen.queryByText("Time here")).toBeNull();
  });

  it("takes numbers within their range, complains about others, and resets", () => {
    const onHow = vi.fn();
    shown("tsds", { neighbours: 800 }, onHow);
    const alpha = screen.getByRole("spinbutton", { name: "alpha", hidden: true });
    fireEvent.change(alpha, { target: { value: "7" } });
    expect(screen.getByRole("alert", { hidden: true }).textContent).toBe("Write a number from 0 to 1.");
    expect(onHow).not.toHaveBeenCalled();
    fireEvent.change(alpha, { target: { value: "0.3" } });
    expect(onHow).toHaveBeenLastCalledWith({ method: "tsds", model: null, settings: { neighbours: 800, alpha: 0.3 } });
    fireEvent.change(screen.getByRole("combobox", { name: "vectors", hidden: true }), { target: { value: "2" } });
    expect(onHow).toHaveBeenLastCalledWith({ method: "tsds", model: null, settings: { neighbours: 800, vectors: 2 } });
    fireEvent.click(screen.getByRole("button", { name: "Reset to defaults", hidden: true }));
    expect(onHow).toHaveBeenLastCalledWith({ method: "tsds", model: null, settings: {} });
  });
});
