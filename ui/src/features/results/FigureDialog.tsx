/** A look at a figure as it will be written, and the file it goes to. */
import { useState } from "react";
import { pick, useAsk, useDo, type AnyFigure, type Budget, type Failure, type FigureKind, type FigureQuery, type RankingView } from "../../api";
import { FigureView } from "../../charts/FigureView";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Select } from "../../components/Field";
import { ErrorState, Skeleton } from "../../components/States";
import { number, share } from "../../texts/format";
import { say, sayAny } from "../../texts/say";

interface Props {
  ranking: RankingView;
  budget: Budget;
  /** The row whose layers can be drawn; none leaves that figure out. */
  row: number | null;
  first: FigureKind;
  onClose: () => void;
}

const KINDS: readonly FigureKind[] = ["score_by_rank", "score_histogram", "match_by_layer"];

export function FigureDialog({ ranking, budget, row, first, onClose }: Props) {
  const [kind, setKind] = useState<FigureKind>(first);
  const query: FigureQuery = { ranking: ranking.ranking, kind, budget, row: kind === "match_by_layer" ? row : null };
  const figure = useAsk("figure", query, { keep: true });
  const { save, saved, failure } = useSaving({ of: "ranking", ...query }, query.kind);
  const kinds = KINDS.filter((each) => each !== "match_by_layer" || row !== null);
  return (
    <Dialog title={say("figure.dialog")} open onClose={onClose} width="wide" actions={<SaveAs save={save} saved={saved} />}>
      <Select label={say("figure.kind")} value={kind} onChange={(to) => setKind(to as FigureKind)}
        options={kinds.map((each) => ({ value: each, label: say(`figure.name.${each}`) }))} />
      {failure ? <ErrorState compact failure={failure} /> : null}
      {figure.failure ? <ErrorState compact failure={figure.failure} onRetry={figure.again} /> : null}
      {figure.data
        ? <FigureView figure={figure.data} say={(key, values) => sayAny(key, values)} format={axisNumber} width={900} height={380} />
        : <Skeleton lines={8} />}
    </Dialog>
  );
}

/** The three files that a figure can become. */
export function SaveAs({ save, saved }: Pick<ReturnType<typeof useSaving>, "save" | "saved">) {
  return (
    <>
      <span className="figure-saved" role="status">{saved}</span>
      <Button onClick={() => void save("csv")}>{say("figure.save_csv")}</Button>
      <Button onClick={() => void save("png")}>{say("figure.save_png")}</Button>
      <Button look="solid" onClick={() => void save("svg")}>{say("figure.save_svg")}</Button>
    </>
  );
}

const SHARES = new Set(["figure.score", "figure.match"]);

/** Shares of one are said as percent, ranks and rows as numbers. */
export const axisNumber = (value: number, label: string): string => (SHARES.has(label) ? share(value) : number(value));

/** Saves a figure where the person wants it; `name` is what the file is called unless they change it. */
export function useSaving(figure: AnyFigure, name: string) {
  const save = useDo("save_figure");
  const [saved, setSaved] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const to = async (suffix: "svg" | "png" | "csv") => {
    setFailure(null);
    try {
      const [file] = await pick({ purpose: "save", suggested: `${name.replaceAll("_", "-")}.${suffix}` });
      if (!file) return;
      const { place } = await save.mutateAsync({ figure, ticket: file.ticket });
      setSaved(say("figure.saved", { place }));
    } catch (thrown) {
      setFailure(thrown as Failure);
    }
  };
  return { save: to, saved, failure };
}
