/** The examples with their ticks: what they say, how long they are, how far each agrees with the others. */
import { useCallback, useMemo, useState, type KeyboardEvent } from "react";
import type { ExampleView, GoalView } from "../../api";
import { MeasureBar } from "../../charts/ScoreBar";
import { Checkbox } from "../../components/Field";
import { Dialog } from "../../components/Dialog";
import { Menu } from "../../components/Menu";
import { Table } from "../../components/table/Table";
import type { Column } from "../../components/table/types";
import { Tag } from "../../components/Tag";
import { DocumentText, Excerpt } from "../../components/text/DocumentText";
import { count, share } from "../../texts/format";
import { say } from "../../texts/say";
import { markExample, removeExample, tickExamples } from "./useExamples";

const ROW = 56;

export function ExampleTable({ view, narrow }: { view: GoalView; narrow: boolean }) {
  const { info, examples } = view;
  const [chosen, setChosen] = useState<number | null>(null);
  const [open, setOpen] = useState<ExampleView | null>(null);
  const columns = useMemo(() => exampleColumns(view, narrow, setOpen), [view, narrow]);
  const rowAt = useCallback((index: number) => examples[index], [examples]);
  const onKey = (event: KeyboardEvent, row: ExampleView) => {
    if (event.key === " ") tickExamples(info.goal, [row.example], !row.ticked);
    else if (event.key === "Delete") removeExample(info.goal, row.example);
    else return false;
    return true;
  };
  return (
    <>
      <Table label={say("goal.table")} rowCount={examples.length} rowAt={rowAt} idOf={(row) => row.example} columns={columns} rowHeight={ROW}
        selected={chosen} onSelect={(row) => setChosen(row.example)} onOpen={setOpen} onKey={onKey}
        rowClass={(row) => (row.ticked ? undefined : "example-off")} />
      {open ? (
        <Dialog title={say("goal.example", { number: examples.findIndex((each) => each.example === open.example) + 1 })} open onClose={() => setOpen(null)} width="middle">
          <p className="text-origin">{originWords(open)}</p>
          <DocumentText text={open.text} />
        </Dialog>
      ) : null}
    </>
  );
}

function exampleColumns(view: GoalView, narrow: boolean, onOpen: (example: ExampleView) => void): Column<ExampleView>[] {
  const { info, examples, health } = view;
  const number = new Map(examples.map((each, index) => [each.example, index + 1]));
  const most = Math.max(0.01, ...examples.map((each) => each.agreement ?? 0), health.random_agreement ?? 0) * 1.08;
  const columns: (Column<ExampleView> | false)[] = [
    {
      id: "tick", width: "44px", label: say("goal.column.tick"),
      head: <Checkbox hideLabel label={say("goal.tick_all")} checked={examples.every((each) => each.ticked)}
        onChange={(ticked) => tickExamples(info.goal, examples.map((each) => each.example), ticked)} />,
      cell: (row) => <Checkbox hideLabel label={say("goal.tick", { number: number.get(row.example) ?? 0 })} checked={row.ticked}
        onChange={(ticked) => tickExamples(info.goal, [row.example], ticked)} />,
    },
    { id: "number", width: "40px", align: "end", head: "#", label: say("goal.column.number"), cell: (row) => <span className="cell-quiet num">{number.get(row.example)}</span> },
    { id: "text", width: "minmax(200px, 1fr)", head: say("goal.column.example"), cell: (row) => <ExampleCell row={row} number={number} /> },
    !narrow && { id: "tokens", width: "76px", align: "end", head: say("goal.column.tokens"), cell: (row) => <span className="num">{row.tokens === null ? "—" : count(row.tokens)}</span> },
    {
      id: "agrees", width: narrow ? "132px" : "164px", head: say(narrow ? "goal.column.agrees_short" : "goal.column.agrees"),
      cell: (row) => <Agreement row={row} most={most} random={health.random_agreement} />,
    },
    {
      id: "more", width: "44px", head: <span className="hidden">{say("goal.column.actions")}</span>, label: say("goal.column.actions"),
      cell: (row) => (
        <Menu label={say("goal.actions", { number: number.get(row.example) ?? 0 })} icon="more" look="bare" bare entries={[
          { id: "open", label: say("goal.action.open"), keys: "Enter", onAction: () => onOpen(row) },
          { id: "tick", label: say(row.ticked ? "goal.action.untick" : "goal.action.tick"), keys: "Space", onAction: () => tickExamples(info.goal, [row.example], !row.ticked) },
          { id: "unwanted", label: say(row.unwanted ? "goal.action.wanted" : "goal.action.unwanted"), onAction: () => markExample(info.goal, row.example, !row.unwanted) },
          "line",
          { id: "remove", label: say("goal.action.remove"), icon: "trash", keys: "Del", onAction: () => removeExample(info.goal, row.example) },
        ]} />
      ),
    },
  ];
  return columns.filter((column) => column !== false);
}

function ExampleCell({ row, number }: { row: ExampleView; number: Map<number, number> }) {
  return (
    <span className="cell-text">
      <Excerpt text={row.text} muted={!row.ticked} />
      {row.unwanted ? <Tag>{say("goal.mark.unwanted")}</Tag> : null}
      {row.same_as_example !== null ? <Tag>{say("goal.mark.copy", { number: number.get(row.same_as_example) ?? 0 })}</Tag> : null}
      {row.same_as_row !== null ? <Tag>{say("goal.mark.in_data")}</Tag> : null}
    </span>
  );
}

function Agreement({ row, most, random }: { row: ExampleView; most: number; random: number | null }) {
  if (row.unwanted) return <span className="cell-quiet">{say("goal.agree.unwanted")}</span>;
  if (row.agreement === null) return <span className="cell-quiet">{say(row.ticked ? "goal.agree.unread" : "goal.agree.off")}</span>;
  const words = random === null ? say("goal.agree.words_alone", { agreement: row.agreement }) : say("goal.agree.words", { agreement: row.agreement, random });
  return (
    <span className="cell-agrees" title={words}>
      <MeasureBar value={row.agreement / most} tick={random === null ? null : random / most} quiet={random !== null && row.agreement <= random} />
      <span className="num" aria-label={words}>{share(row.agreement)}</span>
    </span>
  );
}

function originWords(example: ExampleView): string {
  const { origin } = example;
  if (origin.from === "file") return say("goal.origin.file", { name: origin.name });
  return origin.from === "pool" ? say("goal.origin.pool", { row: origin.row }) : say("goal.origin.pasted");
}
