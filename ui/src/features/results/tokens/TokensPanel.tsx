/** Which words drive a row: its text underlined by weight, what the weights mean, and the same as lists. */
import { useEffect, useRef, useState } from "react";
import { useAsk, type RankingView, type Tokens } from "../../../api";
import { InspectorPart } from "../../../components/Inspector";
import { Segmented } from "../../../components/Segmented";
import { ErrorState, Skeleton } from "../../../components/States";
import { Tag } from "../../../components/Tag";
import { MarkedText, WeightLegend } from "../../../components/text/MarkedText";
import { number } from "../../../texts/format";
import { say, sayAny } from "../../../texts/say";
import { Features, Nearest, Strongest } from "./TokenLists";
import { drawn, legend, readSoFar, shownKind, type Marking } from "./tokens";

export function TokensPanel({ ranking, row }: { ranking: RankingView; row: number }) {
  const [of, setOf] = useState<string | null>(null);
  const asked = useAsk("tokens", { ranking: ranking.ranking, row, of });
  if (asked.failure) return <ErrorState compact failure={asked.failure} onRetry={asked.again} />;
  if (!asked.data) return <Waiting key={`${row} ${of ?? ""}`} />;
  return <Shown tokens={asked.data} onKind={setOf} />;
}

/** Seconds the last reading took, for the next one to say. */
let lastSeconds: number | null = null;

function Waiting() {
  const begun = useRef(performance.now());
  useEffect(() => () => { lastSeconds = (performance.now() - begun.current) / 1000; }, []);
  return (
    <InspectorPart title={say("tokens.title")}>
      <p className="why-line-wrap" role="status">{lastSeconds === null ? say("tokens.waiting_first") : say("tokens.waiting", { seconds: number(Math.max(0.1, Math.round(lastSeconds * 10) / 10)) })}</p>
      <Skeleton lines={6} />
    </InspectorPart>
  );
}

function Shown({ tokens, onKind }: { tokens: Tokens; onKind: (of: string) => void }) {
  const kind = shownKind(tokens);
  if (!kind) return <InspectorPart title={say("tokens.title")}><p>{say("tokens.none")}</p></InspectorPart>;
  return (
    <>
      <InspectorPart title={say("tokens.title")} aside={<Tag>{say(kind.exact ? "results.why.exact" : "results.why.approximate")}</Tag>}>
        {tokens.kinds.length > 1 ? (
          <Segmented label={say("tokens.kinds")} className="tokens-kinds" value={kind.of} onChange={onKind}
            options={tokens.kinds.map((each) => ({ value: each.of, label: sayAny(`tokens.of.${each.of}`) }))} />
        ) : null}
        <p className="tokens-what">{sayAny(`tokens.what.${kind.by}`)}</p>
        {tokens.text && kind.by !== "nearest" ? <Marked tokens={tokens} by={kind.by} /> : null}
        <p className="text-origin">{say(kind.exact ? `tokens.exact.${kind.by === "nearest" ? "nearest" : "tokens"}` : "tokens.approximate")}</p>
      </InspectorPart>
      <Strongest tokens={tokens} />
      <Features tokens={tokens} by={kind.by} of={kind.of} />
      <Nearest tokens={tokens} />
    </>
  );
}

function Marked({ tokens, by }: { tokens: Tokens; by: Marking }) {
  if (!tokens.text) return null;
  return (
    <>
      <WeightLegend label={say("tokens.legend")} steps={legend(by, tokens.text)} />
      <MarkedText pieces={drawn(tokens.text)} rest={tokens.text.rest} />
      <p className="text-origin">{readSoFar(tokens.text)}{tokens.text.shortened ? ` ${say("tokens.shortened")}` : ""}</p>
    </>
  );
}
