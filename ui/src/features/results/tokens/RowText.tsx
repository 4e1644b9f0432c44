/** A row's text in a ranking: plain, or underlined by what drives the row. */
import type { RankingView } from "../../../api";
import { Button } from "../../../components/Button";
import { say } from "../../../texts/say";
import { TextPanel } from "../TextPanel";
import { show, useView } from "../view";
import { TokensPanel } from "./TokensPanel";
import "./tokens.css";

export function RowText({ ranking, row }: { ranking: RankingView; row: number }) {
  const { marks } = useView();
  return (
    <>
      <div className="tokens-toggle">
        <Button keys="M" aria-pressed={marks} onClick={() => show({ marks: !marks })}>{say("tokens.toggle")}</Button>
      </div>
      {marks ? <TokensPanel ranking={ranking} row={row} /> : <TextPanel row={row} />}
    </>
  );
}
