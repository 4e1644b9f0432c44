/** When the rankings agree: at the cut, in their order, at every cut, and by slice of the rows. */
import { useMemo } from "react";
import type { Comparison } from "../../api";
import { say } from "../../texts/say";
import { Agreement } from "./Agreement";
import { CompareFigure } from "./Figures";
import { Combinations } from "./Headline";
import { Part } from "./Part";
import { SaveFigureMenu } from "./SaveFigureMenu";
import { SlicesTable } from "./SlicesTable";
import { inCommon, usePair, type Compared } from "./useCompared";

export function WhenPart({ compared, comparison }: { compared: Compared; comparison: Comparison }) {
  const { ready, query, methods } = compared;
  const [a, b] = usePair(ready);
  const two = useMemo(() => ({ ...query, rankings: [query.rankings[a]!, query.rankings[b]!] }), [query, a, b]);
  const names = ready.map((side) => side.name);
  const pairNames = comparison.pairs.map((one) => say("compare.and", { words: names[one.a] ?? "", name: names[one.b] ?? "" }));
  const agreement = <Part title={say("compare.when.agreement")}><Agreement pairs={comparison.pairs} sides={ready} kept={inCommon(comparison).kept} /></Part>;
  return (
    <div className="parts">
      {ready.length > 2 ? <Part title={say("compare.when.combinations")} aside={<SaveFigureMenu kind="overlap" query={query} />}><Combinations comparison={comparison} sides={ready} /></Part> : null}
      {ready.length > 2 ? agreement : null}
      <div className="parts-two">
        {ready.length > 2 ? null : agreement}
        <Part title={say("compare.when.curve")} aside={<SaveFigureMenu kind="jaccard_curve" query={query} />}><CompareFigure kind="jaccard_curve" query={query} methods={methods} legend={pairNames.length > 1 ? pairNames : []} /></Part>
        <Part title={say("compare.when.shifts")} aside={<SaveFigureMenu kind="rank_shifts" query={two} />}><CompareFigure kind="rank_shifts" query={two} methods={methods} /></Part>
        <Part title={say("compare.when.scores")} aside={<SaveFigureMenu kind="score_distributions" query={query} />}><CompareFigure kind="score_distributions" query={query} methods={methods} legend={names} /></Part>
      </div>
      <SlicesTable query={query} sides={ready} />
    </div>
  );
}
