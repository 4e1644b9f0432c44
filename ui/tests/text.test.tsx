import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { DocumentText, Excerpt } from "../src/components";
import { looksLikeCode, pieces } from "../src/components/text/visible";

describe("characters that are not seen", () => {
  it("are told apart by their code", () => {
    expect(pieces("safe\u202Etxt.exe")).toEqual([{ words: "safe" }, { code: "U+202E" }, { words: "txt.exe" }]);
  });
  it("leave tabs and line ends alone, and joiners that letters need", () => {
    expect(pieces("a\tb\r\nc\u200Dd")).toEqual([{ words: "a\tb\nc\u200Dd" }]);
  });
  it("are drawn as words, and the override itself is not in the page", () => {
    const { container } = render(<DocumentText text={"pay \u202E001\u0000"} />);
    expect(container.textContent).toBe("pay U+202E001U+0000");
  });
});

describe("text from data", () => {
  it("stays text, whatever it looks like", () => {
    const { container } = render(<Excerpt text={"<img src=x onerror=alert(1)><b>bold</b>"} />);
    expect(container.querySelector("img, b")).toBeNull();
    expect(screen.getByText(/<b>bold<\/b>/)).toBeTruthy();
  });
  it("finds its direction by its own letters", () => {
    const { container } = render(<DocumentText text="وصلت الرسالة" />);
    expect(container.firstElementChild?.getAttribute("dir")).toBe("auto");
  });
});

describe("code", () => {
  it("is known by its indentation and keeps its spaces", () => {
    const code = "def f(x):\n    return x";
    expect(looksLikeCode(code)).toBe(true);
    const { container } = render(<Excerpt text={code} />);
    expect(container.textContent).toBe(code);
  });
  it("is not seen in prose that begins with the same words", () => {
    expect(looksLikeCode("for example, this: we return to it later")).toBe(false);
    expect(looksLikeCode("import duties rose by 4% while wages fell")).toBe(false);
  });
});
