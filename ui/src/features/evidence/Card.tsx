/** One card: what it shows, its caveat, its table; and each of its states by itself, so that one failing card fails alone. */
import { useEffect, useId } from "react";
import { useAsk, type EvidenceCard, type EvidenceKind, type EvidenceNeed, type KnownAnswer } from "../../api";
import { go } from "../../app/navigation";
import { Button } from "../../components/Button";
import { ErrorState, Skeleton } from "../../components/States";
import { Tag } from "../../components/Tag";
import { say } from "../../texts/say";
import type { Compared, Side } from "../compare/useCompared";
import { ReadNeeds } from "../results/NeedsReading";
import { AnswerChoice } from "./AnswerChoice";
import { EvidenceTable } from "./EvidenceTable";
import { KINDS } from "./evidence";
import { TrainedLosses } from "./TrainedLosses";
import { Trainings } from "./Trainings";

interface Props {
  kind: EvidenceKind;
  compared: Compared;
  answer: KnownAnswer | null;
  onAnswer: (answer: KnownAnswer | null) => void;
  onSettled: (kind: EvidenceKind) => void;
  /** Its turn has come. */
  enabled: boolean;
}

const SEED = 1;

export function Card({ kind, compared, answer, onAnswer, onSettled, enabled }: Props) {
  const id = useId();
  const card = useAsk("evidence", { kind, compare: compared.query, answer: kind === "known_composition" ? answer : null, seed: SEED }, { enabled, keep: true });
  const isSettled = card.data !== undefined || card.failure !== null;
  useEffect(() => {
    if (isSettled) onSettled(kind);
  }, [isSettled, kind, onSettled]);
  const ofThese = card.data && isOf(card.data, compared.ready.length) ? card.data : undefined;
  const missing = ofThese?.missing ?? null;
  return (
    <li className="card" data-missing={missing ?? undefined} aria-labelledby={id} aria-busy={!isSettled}>
      <header className="card-head">
        <h3 id={id}>{say(`evidence.card.${kind}`)}</h3>
        <Tag>{say(`evidence.strength.${strengthOf(kind)}`)}</Tag>
      </header>
      <p className="card-caveat">{say(`evidence.caveat.${kind}`)}</p>
      {card.failure && !ofThese ? <ErrorState compact failure={card.failure} onRetry={card.again} /> : null}
      {!ofThese && !card.failure ? <Skeleton lines={3} /> : null}
      {kind === "known_composition" && ofThese ? <AnswerChoice answer={answer} onAnswer={onAnswer} /> : null}
      {missing === "run" ? <div className="card-missing"><Trainings key={JSON.stringify(compared.query)} run={{ kind, compare: compared.query, seed: SEED }} /></div>
        : missing ? <Missing need={missing} />
        : ofThese ? <Shown card={ofThese} sides={compared.ready} title={say(`evidence.card.${kind}`)} /> : null}
      <details className="card-means">
        <summary>{say("evidence.means")}</summary>
        <p>{say(`evidence.means.${kind}`)}</p>
      </details>
    </li>
  );
}

/** Whether a card is of so many rankings: the tenths are of the first alone, and what is missing may have no columns. */
function isOf(card: EvidenceCard, rankings: number): boolean {
  const found = card.columns.filter((column) => column.of === "ranking").length;
  return found === rankings || card.kind === "deciles" || (card.missing !== null && found === 0);
}

/** How much a card proves, in three steps. */
const strengthOf = (kind: EvidenceKind): "hint" | "sign" | "strong" => {
  const at = KINDS.indexOf(kind);
  return at < 2 ? "hint" : at < 6 ? "sign" : "strong";
};

/** The representation that few methods use, so that it can judge them from outside. */
const OUTSIDE_VIEW = ["sentence"];

/** Losses are shown as lines on one scale, all else as a table. */
const TRAINED: ReadonlySet<EvidenceKind> = new Set(["deciles", "proxy_training"]);

const Shown = (props: { card: EvidenceCard; sides: Side[]; title: string }) => (TRAINED.has(props.card.kind) ? <TrainedLosses {...props} /> : <EvidenceTable {...props} />);

function Missing({ need }: { need: Exclude<EvidenceNeed, "run"> }) {
  if (need === "answer") return null;
  return (
    <div className="card-missing">
      <p>{say(`evidence.need.${need}`)}</p>
      {need === "more_examples" ? <Button keys="Mod 2" onClick={() => go("goal")}>{say("evidence.need.more_examples.go")}</Button> : null}
      {need === "reading" ? <Button keys="Mod 3" onClick={() => go("model")}>{say("evidence.need.reading.go")}</Button> : null}
      {need === "other_representation" ? <ReadNeeds needs={OUTSIDE_VIEW} /> : null}
    </div>
  );
}
