/** A row's text whole: as prose, as code, or as the conversation that it is; and the fields it came with. */
import { useAsk, type DocumentView } from "../../api";
import { InspectorPart } from "../../components/Inspector";
import { ErrorState, Skeleton } from "../../components/States";
import { Conversation, DocumentText } from "../../components/text/DocumentText";
import { say } from "../../texts/say";

export function TextPanel({ row }: { row: number }) {
  const document = useAsk("document", { row }, { keep: true });
  if (document.failure && !document.data) return <ErrorState compact failure={document.failure} onRetry={document.again} />;
  if (!document.data) return <InspectorPart><Skeleton lines={8} /></InspectorPart>;
  return <Document view={document.data} />;
}

function Document({ view }: { view: DocumentView }) {
  return (
    <>
      <InspectorPart>
        <p className="text-origin">{say("results.text.origin", { id: view.id, file: view.file, line: view.line })}</p>
        {view.turns.length > 0 ? <Conversation turns={view.turns} /> : <DocumentText text={view.text} />}
        {view.shortened ? <p className="text-origin">{say("results.text.shortened")}</p> : null}
        <Read view={view} />
      </InspectorPart>
      <Fields view={view} />
    </>
  );
}

function Read({ view }: { view: DocumentView }) {
  if (view.tokens === null) return null;
  const read = view.read_tokens ?? view.tokens;
  const key = read < view.tokens ? "results.text.read_start" : "results.text.read_whole";
  return <p className="text-origin">{say(key, { tokens: view.tokens, read })}</p>;
}

function Fields({ view }: { view: DocumentView }) {
  if (view.fields.length === 0) return null;
  return (
    <InspectorPart title={say("results.text.fields")}>
      <dl className="fields">
        {view.fields.map((field) => (
          <div key={field.name}><dt>{field.name}</dt><dd dir="auto">{field.value}</dd></div>
        ))}
      </dl>
    </InspectorPart>
  );
}
