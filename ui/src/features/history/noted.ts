/** The cut moved by hand: it counts at once, and once the hand rests the ranking with its cut goes into the history. */
import { call, type Budget, type Failure, type RankingView } from "../../api";
import { select, selection } from "../../app/selection";
import { report } from "../../app/status";

/** So long a hand may rest without having let go. */
const REST_MS = 1500;
/** A project that cannot be written has no history to write; a ranking that memory let go is made and noted again. */
const EXPECTED: readonly Failure["code"][] = ["read_only", "ranking_gone", "no_project"];

let resting: ReturnType<typeof setTimeout> | undefined;

/** Moves the cut of a ranking. */
export function moveCut(ranking: RankingView, budget: Budget): void {
  select({ budget });
  clearTimeout(resting);
  const { project } = selection.read();
  resting = setTimeout(() => {
    if (selection.read().project === project) note(ranking, budget);
  }, REST_MS);
}

function note({ ranking }: RankingView, budget: Budget): void {
  call("note_run", { ranking, budget, after: selection.read().after }).then(
    (run) => { if (selection.read().ranking === ranking) select({ after: run.run }); },
    (failure: Failure) => { if (!EXPECTED.includes(failure.code)) report(failure); },
  );
}
