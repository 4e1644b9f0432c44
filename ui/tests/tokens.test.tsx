import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { MarkedText as Marked, Tokens } from "../src/api";
import { MarkedText, WeightLegend } from "../src/components/text/MarkedText";
import { deedOf } from "../src/features/results/keys";
import { Features, Nearest, Strongest } from "../src/features/results/tokens/TokenLists";
import { drawn, extract, legend, readSoFar, valueText } from "../src/features/results/tokens/tokens";

const text: Marked = {
  pieces: [{ text: "A ", value: 0, step: 0 }, { text: "rope", value: 0.31, step: 3 }, { text: " of ", value: 0, step: 0 }, { text: "60", value: 0.12, step: 1 }],
  rest: " m.", shortened: false, tokens: 5, whole: 9, steps: [0.075, 0.125, 0.2], nats: false,
};
const tokens: Tokens = {
  row: 3, kinds: [{ of: "neuron_features", by: "neurons", exact: true }], shown: 0, sum: 0.4, text,
  strongest: [{ text: "rope", value: 0.31, times: 2 }, { text: "60", value: 0.12, times: 1 }], features: [{ layer: 4, number: 77, share: 0.02 }],
  nearest: [{ example: 1, excerpt: "A tank holds", distance: 0.75, mass: 0.002 }, { example: 2, excerpt: "A bus", distance: 1.2, mass: 0 }],
};

describe("a marked text", () => {
  it("is the text, letter by letter, with its strong pieces underlined by step", () => {
    const { container } = render(<MarkedText pieces={drawn(text)} rest={text.rest} />);
    expect(container.textContent).toBe("A rope of 60 m.");
    expect([...container.querySelectorAll(".weight")].map((each) => [each.textContent, each.className])).toEqual([["rope", "weight weight-3"], ["60", "weight weight-1"]]);
    expect(container.querySelector(".unread")?.textContent).toBe(" m.");
    expect(container.querySelector(".weight-3")?.getAttribute("title")).toBe("31%");
  });

  it("finds its direction by its own letters, keeps code in fixed width, and shows unseen characters inside a mark", () => {
    const arabic = render(<MarkedText pieces={[{ text: "كتاب", step: 2 }]} rest="" />);
    expect(arabic.container.firstElementChild?.getAttribute("dir")).toBe("auto");
    const code = render(<MarkedText pieces={[{ text: "def f(x):\n", step: 1 }, { text: "    return x", step: 0 }]} rest="" />);
    expect(code.container.querySelector(".document-code")).not.toBeNull();
    const hidden = render(<MarkedText pieces={[{ text: "pay\u202E01", step: 1 }]} rest="" />);
    expect(hidden.container.textContent).toBe("payU+202E01");
  });

  it("has a legend that says each step in words", () => {
    render(<WeightLegend label="What the lines mean" steps={legend("neurons", text)} />);
    const said = screen.getByRole("list", { name: "What the lines mean" }).textContent;
    expect(said).toContain("from 7.5%");
    expect(said).toContain("from 20%");
  });
});

describe("what marks mean", () => {
  it("says nats as chances and as choices", () => {
    const nats = { ...text, nats: true, steps: [2, 4, 7] as [number, number, number] };
    expect(legend("loss", nats)).toEqual(["chance 1 in 7 or less", "chance 1 in 55 or less", "chance 1 in 1,097 or less"]);
    expect(legend("entropy", nats)[0]).toBe("unsure as among 7");
    expect(valueText(nats, 3.456)).toBe("3.46 nats");
  });

  it("cuts a line around the strongest piece", () => {
    const long = { ...text, pieces: [{ text: "One two three four five six seven eight ", value: 0, step: 0 }, { text: "nine", value: 0.5, step: 3 }, { text: "\nten", value: 0, step: 0 }] };
    expect(extract(long).map((piece) => piece.text)).toEqual(["…five six seven eight ", "nine", " ten"]);
    expect(extract({ ...text, pieces: [] })).toEqual([{ text: "", step: 0 }]);
  });

  it("says how far the text was read", () => {
    expect(readSoFar(text)).toContain("first 5 of 9 tokens");
    expect(readSoFar({ ...text, tokens: 9 })).toBe("9 tokens, all read by the model. An even share is 11%.");
    expect(readSoFar({ ...text, tokens: 0, whole: 0 })).toBe("All words of the text count.");
  });
});

describe("the same as lists", () => {
  it("names the strongest words with their shares, for those who hear the window", () => {
    render(<Strongest tokens={tokens} />);
    const items = screen.getAllByRole("listitem").map((item) => item.textContent);
    expect(items).toEqual(["rope × 231%", "6012%"]);
  });

  it("names neurons, and examples with distance and mass", () => {
    render(<><Features tokens={tokens} by="neurons" of="neuron_features" /><Nearest tokens={tokens} /></>);
    expect(screen.getByText("4·77")).toBeTruthy();
    expect(screen.getByText("2 ‰")).toBeTruthy();
    expect(screen.getByText("none")).toBeTruthy();
  });

  it("says nothing where there is nothing", () => {
    const { container } = render(<><Strongest tokens={{ ...tokens, text: null }} /><Nearest tokens={{ ...tokens, nearest: [] }} /></>);
    expect(container.textContent).toBe("");
  });
});

it("is toggled by a key", () => expect(deedOf("m", false)).toEqual({ do: "marks" }));
