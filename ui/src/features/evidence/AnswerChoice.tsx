/** Where the data says what is right: a column and the value that right rows have. */
import { useAsk, type KnownAnswer } from "../../api";
import { Select } from "../../components/Field";
import { say } from "../../texts/say";

const NONE = "";

export function AnswerChoice({ answer, onAnswer }: { answer: KnownAnswer | null; onAnswer: (answer: KnownAnswer | null) => void }) {
  const columns = useAsk("pool_columns", { search: null, conditions: [] }).data?.filter((each) => each.values.kind === "categories") ?? [];
  const column = columns.find((each) => each.name === answer?.column);
  const values = column?.values.kind === "categories" ? column.values.bars.map((bar) => bar.value) : [];
  const first = (name: string): string => {
    const found = columns.find((each) => each.name === name)?.values;
    return found?.kind === "categories" ? (found.bars[0]?.value ?? "") : "";
  };
  if (columns.length === 0) return <p className="compare-note">{say("evidence.answer.no_columns")}</p>;
  return (
    <div className="answer">
      <p>{say(answer ? "evidence.answer.chosen" : "evidence.need.answer")}</p>
      <Select label={say("evidence.answer.column")} value={column?.name ?? NONE} onChange={(to) => onAnswer(to === NONE ? null : { column: to, value: first(to) })}
        options={[{ value: NONE, label: say("evidence.answer.choose") }, ...columns.map((each) => ({ value: each.name, label: each.name }))]} />
      {column && answer ? (
        <Select label={say("evidence.answer.value")} value={answer.value} onChange={(value) => onAnswer({ column: answer.column, value })}
          options={[...new Set([answer.value, ...values])].map((value) => ({ value, label: value === "" ? say("data.missing") : value }))} />
      ) : null}
    </div>
  );
}
