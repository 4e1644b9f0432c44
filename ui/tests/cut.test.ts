import { describe, expect, it } from "vitest";

import { readNumber } from "../src/texts/format";
import { firstBudget } from "../src/app/selection";
import { columnText, scoreText } from "../src/features/results/scores";
import { barShare, budgetFrom, byRows, moved, valueIn } from "../src/features/results/cut";
import { allRows, foldShape, topAndCut, type Shown } from "../src/features/results/fold";

const offsets = (shown: Shown) => Array.from({ length: shown.rows }, (_, index) => shown.offsetAt(index));

describe("the cut", () => {
  const ranking = { ranked: 9982, tokens: 3_400_000 };

  it("starts at a share of the pool, never at nothing", () => {
    expect(firstBudget(9982)).toEqual({ by: "documents", documents: 1198 });
    expect(firstBudget(1)).toEqual({ by: "documents", documents: 1 });
  });

  it("understands rows, tokens and percent of the rows", () => {
    expect(budgetFrom("rows", 1240, ranking)).toEqual({ by: "documents", documents: 1240 });
    expect(budgetFrom("tokens", 412_000, ranking)).toEqual({ by: "tokens", tokens: 412_000 });
    expect(budgetFrom("percent", 12.5, ranking)).toEqual({ by: "documents", documents: 1248 });
  });

  it("holds what is wanted within what there is and refuses what cannot be meant", () => {
    expect(budgetFrom("rows", 20_000, ranking)).toEqual({ by: "documents", documents: 9982 });
    expect(budgetFrom("tokens", 1e12, ranking)).toEqual({ by: "tokens", tokens: 3_400_000 });
    expect(budgetFrom("percent", 400, ranking)).toEqual({ by: "documents", documents: 9982 });
    expect(budgetFrom("rows", 0, ranking)).toBeNull();
    expect(budgetFrom("rows", Number.NaN, ranking)).toBeNull();
  });

  it("moves by rows and stops at the ends", () => {
    expect(moved({ documents: 1240 }, 10, 9982)).toEqual(byRows(1250, 9982));
    expect(moved({ documents: 3 }, -10, 9982)).toEqual(byRows(1, 9982));
    expect(moved({ documents: 9980 }, 10, 9982)).toEqual(byRows(9982, 9982));
  });

  it("shows a token budget as it was asked for and the rest as it came out", () => {
    const cut = { documents: 1240, tokens: 411_873, document_share: 0.1242, token_share: 0.12, last_score: 0.33 };
    expect(valueIn("tokens", cut, { by: "tokens", tokens: 412_000 })).toBe(412_000);
    expect(valueIn("tokens", cut, { by: "documents", documents: 1240 })).toBe(411_873);
    expect(valueIn("percent", cut, { by: "documents", documents: 1240 })).toBe(12.4);
  });

  it("reads numbers as people write them", () => {
    expect(readNumber("1,240")).toBe(1240);
    expect(readNumber("1 240 000")).toBe(1_240_000);
    expect(readNumber("12.5 %")).toBe(12.5);
    expect(readNumber("12,5")).toBe(12.5);
    expect(readNumber("412k")).toBe(412_000);
    expect(readNumber("1.2M")).toBe(1_200_000);
    expect(readNumber("many")).toBeNull();
    expect(readNumber("")).toBeNull();
  });

  it("says a score in its method's own measure", () => {
    expect(scoreText("share", 0.452)).toBe("45%");
    expect(scoreText("spreads", -0.43)).toBe("−0.4");
    expect(scoreText("probability", 0.000_213)).toBe("0.0213%");
    expect(scoreText("score", 0.002_131)).toBe("0.00213");
  });

  it("says how far a row stands from the typical one", () => {
    const shares = { score_kind: "share" as const, median_score: 0.24 };
    expect([0.452, 0.2, 0.24].map((score) => columnText(shares, score))).toEqual(["+21.2", "−4.0", "0.0"]);
    expect(columnText({ score_kind: "spreads", median_score: -0.4 }, 3.86)).toBe("+4.3");
    expect(columnText({ score_kind: "score", median_score: 2 }, 1240.4)).toBe("1,240");
    expect(barShare(0.45, { median_score: 0.25, best_score: 0.65 })).toBeCloseTo(0.5);
    expect(barShare(0.1, { median_score: 0.25, best_score: 0.65 })).toBe(0);
    expect(barShare(0.25, { median_score: 0.25, best_score: 0.25 })).toBe(0);
  });
});

describe("the rows of the table", () => {
  it("marks the cut after the last row kept and where rows without a score begin", () => {
    const shown = allRows({ total: 6, ranked: 5, kept: 2 });
    expect(shown.rows).toBe(6);
    expect(shown.between).toEqual([{ kind: "cut", after: 1 }, { kind: "unscored", after: 4, rows: 1 }]);
    expect(shown.indexOf(5)).toBe(5);
  });

  it("folds what lies between the best rows and the cut, and below it", () => {
    const shown = topAndCut({ total: 1000, ranked: 990, kept: 120 }, { top: 3, above: 2, below: 2 });
    expect(offsets(shown)).toEqual([0, 1, 2, 118, 119, 120, 121]);
    expect(shown.between).toEqual([
      { kind: "fold", after: 2, hidden: 115, kept: true },
      { kind: "cut", after: 4 },
      { kind: "fold", after: 6, hidden: 878, kept: false },
    ]);
    expect(shown.indexOf(118)).toBe(3);
    expect(shown.indexOf(50)).toBeUndefined();
  });

  it("folds nothing that would hide a single row, and bears a cut below everything", () => {
    const near = topAndCut({ total: 8, ranked: 7, kept: 6 }, { top: 3, above: 2, below: 4 });
    expect(offsets(near)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(near.between).toEqual([{ kind: "cut", after: 5 }, { kind: "unscored", after: 6, rows: 1 }]);
    const all = topAndCut({ total: 4, ranked: 4, kept: 4 }, { top: 3, above: 2, below: 4 });
    expect(all.between).toEqual([{ kind: "cut", after: 3 }]);
  });

  it("shows every row exactly once or counts it in a fold, wherever the cut is", () => {
    for (let kept = 1; kept <= 60; kept += 1) {
      const shown = topAndCut({ total: 64, ranked: 60, kept }, foldShape(12));
      const folded = shown.between.reduce((sum, each) => sum + (each.kind === "fold" ? each.hidden : 0), 0);
      expect(new Set(offsets(shown)).size).toBe(shown.rows);
      expect(shown.rows + folded).toBe(64);
      for (const [index, offset] of offsets(shown).entries()) expect(shown.indexOf(offset)).toBe(index);
    }
  });
});

describe("quick presses", () => {
  it("count from where the cut was last put, not from the answer that is still on its way", () => {
    const answered = { documents: 36 };
    const once = moved(answered, 1, 300, { by: "documents", documents: 36 });
    expect(moved(answered, 1, 300, once)).toEqual({ by: "documents", documents: 38 });
    expect(moved(answered, -10, 300, { by: "tokens", tokens: 4000 })).toEqual({ by: "documents", documents: 26 });
  });
});
