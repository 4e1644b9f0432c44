/** What each row is: running text, instruction and answer, or a conversation, and which columns hold it. */
import type { ImportMapping, ImportPreview, RecordKind, TextRule } from "../../api";
import { Segmented, Select } from "../../components";
import { say } from "../../texts/say";

const KIND_OF: Record<TextRule["kind"], RecordKind> = { column: "text", instruction: "instruction", messages: "chat" };

/** Can it be tried? */
export function isComplete({ text }: ImportMapping): boolean {
  return text.kind === "instruction" ? text.instruction !== "" && text.output !== "" : text.column !== "";
}

/** The rule of a kind, with columns chosen by their names where they tell. */
function ruleOf(kind: RecordKind, columns: string[]): TextRule {
  const like = (...names: string[]) => columns.find((column) => names.includes(column.toLowerCase())) ?? "";
  if (kind === "chat") return { kind: "messages", column: like("messages", "conversations", "conversation", "turns") || (columns[0] ?? "") };
  if (kind === "instruction") {
    return { kind: "instruction", instruction: like("instruction", "prompt", "question") || (columns[0] ?? ""), input: like("input", "context") || null, output: like("output", "response", "answer", "completion") || (columns[1] ?? "") };
  }
  return { kind: "column", column: like("text", "doc", "document", "content") || (columns[0] ?? "") };
}

export function MappingForm({ preview, mapping, onChange }: { preview: ImportPreview; mapping: ImportMapping | null; onChange: (mapping: ImportMapping) => void }) {
  const columns = preview.columns.map((column) => column.name);
  const kind = mapping ? KIND_OF[mapping.text.kind] : "text";
  const rest = { id_column: mapping?.id_column ?? null, token_column: mapping?.token_column ?? null };
  const text = mapping?.text ?? ruleOf("text", []);
  const put = (rule: TextRule) => onChange({ ...rest, text: rule });
  return (
    <section className="mapping" aria-label={say("import.mapping")}>
      <h3 className="part-title">{say("import.mapping")}</h3>
      {!mapping && <p className="field-complaint">{say("import.no_guess")}</p>}
      <Segmented label={say("import.mapping")} value={kind} onChange={(next) => put(ruleOf(next, columns))}
        options={(["text", "instruction", "chat"] as const).map((value) => ({ value, label: say(`data.kind.${value}`) }))} />
      <p className="hint">{say(`import.kind_hint.${kind}`)}</p>
      <RuleFields text={text} columns={columns} onChange={put} />
      <details className="mapping-more">
        <summary>{say("import.more")}</summary>
        <ColumnSelect label={say("import.id_column")} columns={columns} none={say("import.id_none")} value={rest.id_column} onChange={(id_column) => onChange({ ...rest, text, id_column })} />
        <ColumnSelect label={say("import.token_column")} columns={columns} none={say("import.token_none")} value={rest.token_column} onChange={(token_column) => onChange({ ...rest, text, token_column })} />
      </details>
    </section>
  );
}

function RuleFields({ text, columns, onChange }: { text: TextRule; columns: string[]; onChange: (rule: TextRule) => void }) {
  if (text.kind !== "instruction") {
    const label = say(text.kind === "messages" ? "import.messages_column" : "import.text_column");
    return <ColumnSelect label={label} columns={columns} value={text.column} onChange={(column) => onChange({ ...text, column: column ?? "" })} />;
  }
  return (
    <>
      <ColumnSelect label={say("import.instruction_column")} columns={columns} value={text.instruction} onChange={(instruction) => onChange({ ...text, instruction: instruction ?? "" })} />
      <ColumnSelect label={say("import.input_column")} columns={columns} none={say("import.input_none")} value={text.input} onChange={(input) => onChange({ ...text, input })} />
      <ColumnSelect label={say("import.output_column")} columns={columns} value={text.output} onChange={(output) => onChange({ ...text, output: output ?? "" })} />
    </>
  );
}

/** A column by name; `none` names the choice of no column, where there is one. Its value cannot clash with a name. */
function ColumnSelect({ label, columns, value, onChange, none }: { label: string; columns: string[]; value: string | null; onChange: (column: string | null) => void; none?: string }) {
  const known = columns.map((column) => ({ value: `c:${column}`, label: column }));
  const options = none !== undefined ? [{ value: "none", label: none }, ...known] : value ? known : [{ value: "none", label: say("import.choose") }, ...known];
  return <Select label={label} options={options} value={value ? `c:${value}` : "none"} onChange={(next) => onChange(next === "none" ? null : next.slice(2))} />;
}
