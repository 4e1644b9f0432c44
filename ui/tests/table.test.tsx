import { act, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { Button, Screen, Table, type Column, type TableProps } from "../src/components";
import { Lines, rowAfterKey } from "../src/components/table/lines";
import { pagesBetween } from "../src/components/table/usePages";

interface Row { id: number; name: string }
const rows = (count: number): Row[] => Array.from({ length: count }, (_, at) => ({ id: at + 1, name: `row ${at + 1}` }));
const columns: Column<Row>[] = [
  { id: "id", head: "Id", width: "60px", align: "end", cell: (row) => row.id },
  { id: "name", head: "Name", width: "1fr", cell: (row) => <Button>{row.name}</Button> },
];

function Grid({ list, count, ...rest }: { list: Row[]; count?: number } & Partial<TableProps<Row>>) {
  const [selected, setSelected] = useState<number | null>(null);
  return <Table<Row> label="Rows" rowCount={count ?? list.length} rowAt={(index) => list[index]} idOf={(row) => row.id} columns={columns}
    rowHeight={44} selected={selected} onSelect={(row) => setSelected(row.id)} {...rest} />;
}

const focused = () => document.activeElement?.getAttribute("aria-rowindex");
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const start = () => act(() => screen.getAllByRole("row")[1]?.focus());

describe("a table by keyboard", () => {
  it("says how many rows there are, though it draws few", () => {
    render(<Grid list={rows(100_000)} />);
    expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("100001");
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
  });

  it("is one tab stop", () => {
    render(<Grid list={rows(50)} />);
    expect(document.querySelectorAll('[role=row][tabindex="0"], [role=gridcell][tabindex="0"]')).toHaveLength(1);
  });

  it("moves by rows, selects as it goes, and stops at the ends", () => {
    render(<Grid list={rows(8)} />);
    start();
    press("ArrowDown");
    press("ArrowDown");
    expect(focused()).toBe("4");
    expect(document.activeElement?.getAttribute("aria-selected")).toBe("true");
    press("End");
    press("ArrowDown");
    expect(focused()).toBe("9");
    press("Home");
    press("ArrowUp");
    expect(focused()).toBe("2");
  });

  it("moves by pages of what is on the screen", () => {
    expect(rowAfterKey("PageDown", 0, 1000, 12)).toBe(12);
    expect(rowAfterKey("PageUp", 5, 1000, 12)).toBe(0);
    expect(rowAfterKey("x", 5, 1000, 12)).toBeUndefined();
  });

  it("goes into cells and their controls, and comes out with Escape", () => {
    render(<Grid list={rows(5)} />);
    start();
    press("ArrowRight");
    press("ArrowRight");
    expect(document.activeElement?.getAttribute("aria-colindex")).toBe("2");
    press("Enter");
    expect(document.activeElement?.tagName).toBe("BUTTON");
    press("Escape");
    expect(document.activeElement?.getAttribute("role")).toBe("gridcell");
  });

  it("opens a row with Enter and gives letters to the screen", () => {
    const onOpen = vi.fn();
    const onKey = vi.fn(() => true);
    render(<Grid list={rows(5)} onOpen={onOpen} onKey={onKey} />);
    start();
    press("Enter");
    expect(onOpen).toHaveBeenCalledWith({ id: 1, name: "row 1" }, 0);
    press("e");
    expect(onKey).toHaveBeenCalledOnce();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: "k", ctrlKey: true });
    expect(onKey).toHaveBeenCalledOnce();
  });

  it("keeps the focus on the same row when the order changes", () => {
    const { rerender } = render(<Grid list={rows(6)} />);
    start();
    press("ArrowDown");
    expect(document.activeElement?.textContent).toContain("row 2");
    rerender(<Grid list={rows(6).reverse()} />);
    expect(document.activeElement?.textContent).toContain("row 2");
    expect(focused()).toBe("6");
  });

  it("draws placeholders for rows on their way", () => {
    render(<Grid list={[]} count={30} busy />);
    expect(document.querySelectorAll(".placeholder").length).toBeGreaterThan(5);
    expect(screen.getByRole("grid").getAttribute("aria-busy")).toBe("true");
  });
});

describe("strips between rows", () => {
  const strips = [{ id: "cut", after: 2, height: 28, content: "cut" }, { id: "fold", after: 0, height: 28, content: "fold" }, { id: "lost", after: 9, height: 28, content: "" }];
  it("stand after their rows, in order; those beyond the end fall away", () => {
    const lines = new Lines(5, strips);
    const order = Array.from({ length: lines.count }, (_, at) => lines.at(at)).map((line) => ("strip" in line ? line.strip.id : line.row));
    expect(order).toEqual([0, "fold", 1, 2, "cut", 3, 4]);
    expect([0, 1, 3].map((row) => lines.positionOf(row))).toEqual([0, 2, 5]);
  });
});

describe("pages", () => {
  it("are those on the screen and the first, which knows the total", () => {
    expect(pagesBetween(0, 20)).toEqual([0]);
    expect(pagesBetween(190, 210)).toEqual([0, 1]);
    expect(pagesBetween(99_990, 100_010)).toEqual([0, 499, 500]);
  });
});

describe("a place that takes over", () => {
  function Place({ ready, onKey }: { ready: boolean; onKey: () => boolean }) {
    return ready ? <Screen key="there" title="There"><Grid list={rows(5)} onKey={onKey} /></Screen> : <Screen key="waiting" title="Waiting">…</Screen>;
  }

  it("takes the focus that went with its waiting state, and hands keys on to its table", () => {
    const onKey = vi.fn(() => true);
    const { rerender } = render(<Place ready={false} onKey={onKey} />);
    expect(document.activeElement).toBe(screen.getByRole("main"));
    rerender(<Place ready onKey={onKey} />);
    expect(document.activeElement).toBe(screen.getByRole("main"));
    press("]");
    expect(onKey).toHaveBeenCalledOnce();
    expect(focused()).toBe("2");
    press("ArrowDown");
    press("]");
    expect(onKey).toHaveBeenCalledTimes(2);
    expect(focused()).toBe("3");
  });

  it("leaves a focus that is somewhere, and chords, alone", () => {
    const onKey = vi.fn(() => true);
    const { rerender } = render(<><button type="button" autoFocus>elsewhere</button><Place ready={false} onKey={onKey} /></>);
    rerender(<><button type="button" autoFocus>elsewhere</button><Place ready onKey={onKey} /></>);
    expect(document.activeElement?.tagName).toBe("BUTTON");
    act(() => screen.getByRole("main").focus());
    fireEvent.keyDown(screen.getByRole("main"), { key: "g", ctrlKey: true });
    fireEvent.keyDown(screen.getByRole("main"), { key: "F6" });
    expect(onKey).not.toHaveBeenCalled();
  });
});

describe("several rows", () => {
  it("are chosen with Shift and arrows or a click, counted, handed to keys, and let go by a plain move", () => {
    const onRange = vi.fn();
    const onKey = vi.fn(() => true);
    render(<Grid list={rows(8)} onRange={onRange} onKey={onKey} />);
    start();
    fireEvent.keyDown(document.activeElement!, { key: "ArrowDown", shiftKey: true });
    fireEvent.keyDown(document.activeElement!, { key: "ArrowDown", shiftKey: true });
    expect(onRange.mock.lastCall?.[0]).toHaveLength(3);
    fireEvent.click(screen.getAllByRole("row")[5]!, { shiftKey: true });
    expect(onRange.mock.lastCall?.[0].map((row: Row) => row.id)).toEqual([1, 2, 3, 4, 5]);
    expect(document.querySelectorAll('[role=row][aria-selected="true"]')).toHaveLength(5);
    press("e");
    expect((onKey.mock.lastCall as unknown[])[3]).toHaveLength(5);
    press("ArrowDown");
    expect(document.querySelectorAll('[role=row][aria-selected="true"]')).toHaveLength(1);
  });

  it("are let go of when other rows stand there", () => {
    const { rerender } = render(<Grid list={rows(6)} onRange={() => undefined} />);
    start();
    fireEvent.keyDown(document.activeElement!, { key: "ArrowDown", shiftKey: true });
    expect(document.querySelectorAll('[role=row][aria-selected="true"]')).toHaveLength(2);
    rerender(<Grid list={rows(6).reverse()} onRange={() => undefined} />);
    expect(document.querySelectorAll('[role=row][aria-selected="true"]')).toHaveLength(1);
  });

  it("end before rows that are not here yet", () => {
    const onRange = vi.fn();
    render(<Grid list={rows(3)} count={30} onRange={onRange} />);
    start();
    for (let step = 0; step < 5; step += 1) fireEvent.keyDown(document.activeElement!, { key: "ArrowDown", shiftKey: true });
    expect(onRange.mock.lastCall?.[0]).toHaveLength(3);
  });
});
