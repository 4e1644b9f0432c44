/** What was deleted or changed of a goal, a line each with its way back, which outlives the window. */
import type { DeedView } from "../../api";
import { Button } from "../../components/Button";
import { Icon, type IconName } from "../../components/Icon";
import { Tag } from "../../components/Tag";
import { moment } from "../../texts/format";
import { say } from "../../texts/say";
import { takeBack, useDeeds, wordsOf } from "./deeds";

const ICONS: Record<DeedView["kind"], IconName> = {
  examples_removed: "trash", goal_deleted: "trash", run_deleted: "trash", study_deleted: "trash",
  examples_moved: "goal", examples_marked: "goal", goal_renamed: "info", run_renamed: "info",
};

export function DeedList({ goal }: { goal: number }) {
  const deeds = useDeeds(goal);
  if (deeds.length === 0) return null;
  return (
    <section className="history-list history-deed-list">
      <h3 id="history-deeds">{say("history.deeds")}</h3>
      <p className="hint">{say("history.deeds_words")}</p>
      <ul className="lines" aria-labelledby="history-deeds">
        {deeds.map((deed) => <DeedLine key={deed.deed} deed={deed} />)}
      </ul>
    </section>
  );
}

function DeedLine({ deed }: { deed: DeedView }) {
  const words = wordsOf(deed);
  return (
    <li className="history-line history-deed">
      <Icon name={ICONS[deed.kind]} />
      <span className="history-words"><span dir="auto">{words}</span><span className="hint">{moment(deed.made_ms)}</span></span>
      {deed.taken_back ? <Tag icon="check">{say("history.deed.taken_back")}</Tag>
        : <Button icon="undo" onClick={() => takeBack(deed)} aria-label={say("history.deed.back_named", { deed: words })}>{say("history.deed.back")}</Button>}
    </li>
  );
}
