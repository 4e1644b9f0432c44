import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import type { Cut, Figure, NeuronStrip, RankingView } from "../src/api";
import { FigureView } from "../src/charts/FigureView";
import { CutCurve } from "../src/charts/CutCurve";
import { LayerStrips } from "../src/charts/strips/LayerStrips";
import type { Place } from "../src/charts/strips/spec";
import { ranged, toggled } from "../src/features/results/conditions";
import { CommonNeurons } from "../src/features/results/CommonNeurons";
import { CutBar } from "../src/features/results/CutBar";
import { drawStrip } from "../src/features/results/drawing";
import { deedOf } from "../src/features/results/keys";
import { cutWhileFiltered } from "../src/features/results/useTableRows";
import { busiestLayers, neuronAt, neuronWords, stripRows, stripSentence } from "../src/features/results/strips";

const press = (key: string, more: object = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

describe("the handle of the curve", () => {
  function Curve() {
    const [kept, setKept] = useState(100);
    return <CutCurve values={[0.9, 0.5, 0.1]} most={1000} kept={kept} label="Rows kept" valueText={`${kept} rows`} onMove={setKept} />;
  }

  it("is a slider that says its value and moves by keys", () => {
    render(<Curve />);
    const handle = screen.getByRole("slider", { name: "Rows kept" });
    handle.focus();
    press("ArrowRight");
    expect(handle.getAttribute("aria-valuenow")).toBe("101");
    press("ArrowLeft", { shiftKey: true });
    expect(handle.getAttribute("aria-valuetext")).toBe("91 rows");
    press("End");
    press("ArrowRight");
    expect(handle.getAttribute("aria-valuenow")).toBe("1000");
  });

  it("leaves Tab and shortcuts alone", () => {
    render(<Curve />);
    screen.getByRole("slider").focus();
    expect(press("Tab")).toBe(true);
    expect(press("ArrowRight", { ctrlKey: true })).toBe(true);
    expect(screen.getByRole("slider").getAttribute("aria-valuenow")).toBe("100");
  });
});

const slot = (neuron: number, fired: boolean) => ({ neuron, fired, ignored: false, goal_share: 0.8, pool_share: 0.1, lift: 5 });
const layer = (number: number, fired: number) => ({
  layer: number, share: 0.4, median: 0.2, common: [900], only_here: number === 1 ? [77] : [],
  left_out: 0, slots: Array.from({ length: 4 }, (_, index) => slot(number * 100 + index, index < fired)),
});
const strip: NeuronStrip = {
  row: 7, layers: [layer(0, 0), layer(1, 4), layer(2, 4), layer(3, 1)],
  shared: 9, missing: 7, only_here: 1, common: 4, of_most_telling: 9, most_telling: 16, ignored: 0,
};

describe("a row's neurons", () => {
  function Strips({ onChoose }: { onChoose: (place: Place | null) => void }) {
    const [chosen, setChosen] = useState<Place | null>(null);
    const rows = stripRows(strip);
    return (
      <LayerStrips rows={rows} label={stripSentence(strip)} heads={{ marks: "", extras: "", bars: "" }} chosen={chosen}
        nameOf={(place) => neuronWords(neuronAt(strip, place))} rowName={(row) => `Layer ${row}`}
        onChoose={(place) => { setChosen(place); onChoose(place); }} />
    );
  }

  it("are a grid named by their sentence, with a row counted for every layer", () => {
    render(<Strips onChoose={() => undefined} />);
    const grid = screen.getByRole("grid", { name: /^Fires 9 of your goal's 16 most telling neurons, mostly in layers 1 to 2\.$/ });
    expect(grid.getAttribute("aria-rowcount")).toBe("4");
    expect(document.querySelectorAll('[role=gridcell][tabindex="0"]')).toHaveLength(1);
  });

  it("are walked with the arrow keys, each cell saying what it is", () => {
    const onChoose = vi.fn();
    render(<Strips onChoose={onChoose} />);
    screen.getAllByRole("gridcell")[0]!.focus();
    press("ArrowDown");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Neuron 1·100, shared: fires in 80% of your examples, 10% of all rows");
    press("End");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Neuron 1·77, only here: none of your examples fires it");
    press("ArrowUp");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Neuron 0·3, missing here: fires in 80% of your examples, 10% of all rows");
    expect(onChoose).toHaveBeenLastCalledWith({ row: 0, column: 3 });
  });

  it("are found again by place, and not beyond", () => {
    expect(neuronAt(strip, { row: 1, column: 4 })).toMatchObject({ neuron: 77, state: "only" });
    expect(neuronAt(strip, { row: 1, column: 5 })).toBeNull();
    expect(neuronAt(strip, { row: 9, column: 0 })).toBeNull();
  });

  it("that fire on nearly everything are listed when asked for, each with its card", async () => {
    const everywhere = drawStrip(strip).common;
    const onChoose = vi.fn();
    render(<CommonNeurons neurons={everywhere} names={new Map([["2·900", "commas"]])} chosen={null} onChoose={onChoose} />);
    expect(screen.queryByRole("list")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Show" }));
    expect(screen.getAllByRole("listitem").map((one) => one.textContent)).toEqual(["0·900", "1·900", "commas (2·900)", "3·900"]);
    await userEvent.click(screen.getByRole("button", { name: "1·900" }));
    expect(onChoose).toHaveBeenLastCalledWith({ layer: 1, neuron: 900 });
    expect(drawStrip(strip).standing({ layer: 1, neuron: 900 })).toMatchObject({ mark: "common" });
  });

  it("are said to lie in some layers only when they do", () => {
    expect(busiestLayers(strip)).toEqual([1, 2]);
    expect(busiestLayers({ ...strip, layers: [layer(0, 2), layer(1, 2), layer(2, 2), layer(3, 2)] })).toEqual([0, 2]);
    expect(busiestLayers({ ...strip, layers: [layer(0, 0), layer(1, 0)] })).toBeNull();
  });
});

describe("the cut bar", () => {
  const ranking = {
    ranking: 1, ranked: 9982, tokens: 3_400_000, tokens_counted: true, curve: [0.6, 0.3, 0.1], median_score: 0.24, best_score: 0.6,
    histogram: { least: 0.1, most: 0.6, bins: [1] },
  } as unknown as RankingView;
  const cut: Cut = { documents: 1240, tokens: 412_300, document_share: 0.124, token_share: 0.121, last_score: 0.33 };
  const onBudget = vi.fn();
  const bar = () => render(<CutBar ranking={ranking} budget={{ by: "documents", documents: 1240 }} cut={cut} unit="rows" onUnit={() => undefined} onBudget={onBudget} onExport={() => undefined} />);

  it("says what is kept in three ways", () => {
    bar();
    expect(screen.getByText("Keeping 1,240 rows")).toBeTruthy();
    expect(screen.getByText("412k tokens · top 12%")).toBeTruthy();
  });

  it("takes a typed number on Enter, a percent by its sign, and forgets what is no number", () => {
    bar();
    const field = screen.getByRole("textbox", { name: "How much to keep, in Rows" });
    field.focus();
    fireEvent.change(field, { target: { value: "2,000" } });
    press("Enter");
    expect(onBudget).toHaveBeenLastCalledWith({ by: "documents", documents: 2000 });
    fireEvent.change(field, { target: { value: "50 %" } });
    press("Enter");
    expect(onBudget).toHaveBeenLastCalledWith({ by: "documents", documents: 4991 });
    fireEvent.change(field, { target: { value: "lots" } });
    press("Enter");
    expect((field as HTMLInputElement).value).toBe("1,240");
    expect(onBudget).toHaveBeenCalledTimes(2);
  });

  it("moves by its buttons, without dragging", () => {
    bar();
    fireEvent.click(screen.getByRole("button", { name: "Keep more" }));
    expect(onBudget).toHaveBeenLastCalledWith({ by: "documents", documents: 1241 });
  });
});

describe("the brackets on the cut bar", () => {
  it("move the cut from its buttons, and are written in its number", () => {
    const onBudget = vi.fn();
    const ranking = { ranked: 9982, tokens: 3_400_000, tokens_counted: true, curve: [0.6, 0.1], median_score: 0.24, histogram: { least: 0.1 } } as unknown as RankingView;
    const cut: Cut = { documents: 1240, tokens: 412_300, document_share: 0.124, token_share: 0.121, last_score: 0.33 };
    render(<CutBar ranking={ranking} budget={{ by: "documents", documents: 1240 }} cut={cut} unit="rows" onUnit={() => undefined} onBudget={onBudget} onExport={() => undefined} />);
    fireEvent.keyDown(screen.getByRole("button", { name: "Keep more" }), { key: "}", shiftKey: true });
    expect(onBudget).toHaveBeenLastCalledWith({ by: "documents", documents: 1250 });
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "]" });
    expect(onBudget).toHaveBeenCalledOnce();
  });
});

describe("single keys in the ranking", () => {
  it("move the cut by one row, and by ten with Shift, whatever Shift makes of the bracket", () => {
    expect(deedOf("]", false)).toEqual({ do: "cut", rows: 1 });
    expect(deedOf("}", true)).toEqual({ do: "cut", rows: 10 });
    expect(deedOf("[", true)).toEqual({ do: "cut", rows: -10 });
  });

  it("open panels, pin, add, mark as not wanted and close; other keys are left alone", () => {
    expect(["w", "N", "p", "E", "c", "Escape"].map((key) => deedOf(key, false)?.do)).toEqual(["why", "neurons", "pin", "add", "compare", "close"]);
    expect(deedOf("k", false)).toBeNull();
    expect(deedOf("E", true)).toEqual({ do: "unlike" });
    expect(deedOf("N", true)).toBeNull();
  });
});

describe("the cut among filtered rows", () => {
  const ranks = [2, 9, 40, 41, 77];
  const rowAt = (index: number) => (ranks[index] === undefined ? undefined : { rank: ranks[index] });
  const seen = { first: 0, last: 4 };

  it("stands between the neighbours on both sides of it, at the top, or at the end", () => {
    expect(cutWhileFiltered(rowAt, seen, 5, 40)).toEqual([{ kind: "cut", after: 2 }]);
    expect(cutWhileFiltered(rowAt, seen, 5, 1)).toEqual([{ kind: "cut", after: -1 }]);
    expect(cutWhileFiltered(rowAt, seen, 5, 100)).toEqual([{ kind: "cut", after: 4 }]);
  });

  it("is not drawn where only rows on one side of it are in sight", () => {
    expect(cutWhileFiltered((index) => ({ rank: 1000 + index }), { first: 50, last: 60 }, 500, 40)).toEqual([]);
    expect(cutWhileFiltered((index) => ({ rank: index + 1 }), { first: 5, last: 9 }, 500, 40)).toEqual([]);
  });
});

describe("a figure", () => {
  const figure: Figure = {
    title: "figure.score_histogram", arguments: { ranked: 12, median: 0.2, best: 0.5 },
    x: { label: "figure.score", least: 0, most: 1 }, y: { label: "figure.rows", least: 0, most: 8 },
    layers: [
      { marks: "bars", tone: "quiet", bars: [[0, 0.5, 4], [0.5, 0.5, 8]] },
      { marks: "rule", tone: "ink", x: 0.2, label: "figure.typical" },
      { marks: "line", tone: "score", points: [[0, 0], [1, 8]], filled_to: 0.5 },
      { marks: "ticks", tone: "ink", ticks: [[0, 0.5, 2]] },
    ],
  };

  it("is painted with every mark of the contract and named by its sentence", () => {
    render(<FigureView figure={figure} say={(key) => key} format={String} width={600} height={300} />);
    const picture = screen.getByRole("img", { name: "figure.score_histogram" });
    const bars = [...picture.querySelectorAll("g.chart-quiet rect")].map((bar) => Number(bar.getAttribute("height")));
    expect(bars[1]).toBeCloseTo(2 * bars[0]!);
    expect(picture.querySelectorAll("path")).toHaveLength(2);
    expect(picture.querySelectorAll("g.chart-ink rect")).toHaveLength(1);
    expect(picture.textContent).toContain("figure.typical");
  });
});

describe("filters", () => {
  it("gain and lose values, and go when none is left", () => {
    const one = toggled([], "source", "maths");
    expect(one).toEqual([{ kind: "one_of", column: "source", values: ["maths"] }]);
    expect(toggled(toggled(one, "source", ""), "source", "maths")).toEqual([{ kind: "one_of", column: "source", values: [""] }]);
    expect(toggled(one, "source", "maths")).toEqual([]);
  });

  it("hold a range in order, and none when it is the whole", () => {
    expect(ranged([], "length", [9, 3], [0, 10])).toEqual([{ kind: "between", column: "length", least: 3, most: 9 }]);
    expect(ranged([{ kind: "between", column: "length", least: 3, most: 9 }], "length", [0, 10], [0, 10])).toEqual([]);
  });
});
