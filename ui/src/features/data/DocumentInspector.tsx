/** One document: as it is read, and the fields of its original row. */
import { useState } from "react";
import { useAsk, type DocumentView } from "../../api";
import { Button, Conversation, DocumentText, ErrorState, IconButton, Inspector, InspectorPart, Skeleton, tabPanel, Tabs, VisibleText } from "../../components";
import { count } from "../../texts/format";
import { say } from "../../texts/say";
import { addRowsToGoal } from "./addToGoal";

type Tab = "text" | "fields";

export function DocumentInspector({ row, onStep, onClose }: { row: number; onStep: (by: 1 | -1) => void; onClose: () => void }) {
  const asked = useAsk("document", { row }, { keep: true });
  const [tab, setTab] = useState<Tab>("text");
  const head = (
    <>
      <Tabs id="document" label={say("data.inspector")} value={tab} onChange={setTab}
        tabs={[{ value: "text", label: say("data.tab.text") }, { value: "fields", label: say("data.tab.fields") }]} />
      <div className="inspector-head-end">
        <span>{say("data.row")} <b>{count(row)}</b></span>
        <IconButton icon="up" label={say("data.previous")} onClick={() => onStep(-1)} />
        <IconButton icon="down" label={say("data.following")} onClick={() => onStep(1)} />
        <IconButton icon="cross" label={say("action.close")} onClick={onClose} />
      </div>
    </>
  );
  const foot = <Button icon="plus" keys="E" onClick={() => addRowsToGoal([row])}>{say("data.add_to_goal")}</Button>;
  return (
    <Inspector label={say("data.inspector")} head={head} foot={foot}>
      <div {...tabPanel("document", tab)}>
        {asked.failure ? <InspectorPart><ErrorState failure={asked.failure} onRetry={asked.again} compact /></InspectorPart>
          : !asked.data ? <Skeleton lines={5} />
          : tab === "text" ? <TextTab document={asked.data} /> : <FieldsTab document={asked.data} />}
      </div>
    </Inspector>
  );
}

function TextTab({ document }: { document: DocumentView }) {
  return (
    <>
      <InspectorPart>
        <p className="hint document-origin">{say("data.origin", { kind: say(`data.kind.${document.kind}`), file: document.file, line: document.line })}</p>
        <p className="hint">{tokensOf(document)}</p>
      </InspectorPart>
      <InspectorPart>
        {document.turns.length > 0 ? <Conversation turns={document.turns} /> : <DocumentText text={document.text} />}
        {document.shortened && <p className="hint document-more">{say("data.shortened", { characters: document.text.length })}</p>}
      </InspectorPart>
    </>
  );
}

function tokensOf({ tokens, read_tokens }: DocumentView): string {
  if (tokens === null) return say("data.tokens_later");
  return read_tokens === null || read_tokens >= tokens ? say("data.tokens", { tokens }) : say("data.tokens_read", { tokens, read: read_tokens });
}

function FieldsTab({ document }: { document: DocumentView }) {
  return (
    <InspectorPart>
      <dl className="fields">
        <div><dt>{say("data.id")}</dt><dd className="mono">{document.id}</dd></div>
        {document.fields.map((field, at) => (
          <div key={at}><dt>{field.name}</dt><dd dir="auto">{field.value === "" ? <span className="ink-3">{say("data.missing")}</span> : <VisibleText text={field.value} />}</dd></div>
        ))}
      </dl>
    </InspectorPart>
  );
}
