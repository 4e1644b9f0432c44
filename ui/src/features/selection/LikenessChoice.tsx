/** When two rows count as alike: the same text, or from so much in common. */
import { useEffect, useState } from "react";
import type { Likeness } from "../../api";
import { Segmented } from "../../components/Segmented";
import { share as percent } from "../../texts/format";
import { say } from "../../texts/say";
import { NEAR, NEAR_LEAST, NEAR_MOST } from "./composition";

const PATIENCE_MS = 250;
const STEP = 0.01;

export function LikenessChoice({ likeness, onLikeness }: { likeness: Likeness; onLikeness: (likeness: Likeness) => void }) {
  return (
    <div className="likeness">
      <Segmented label={say("selection.alike_kind")} value={likeness.kind} options={[{ value: "exact", label: say("selection.alike_exact") }, { value: "near", label: say("selection.alike_near") }]}
        onChange={(kind) => onLikeness(kind === "exact" ? { kind } : { kind, share: NEAR })} />
      {likeness.kind === "near" ? <ShareSlider share={likeness.share} onShare={(share) => onLikeness({ kind: "near", share })} /> : null}
    </div>
  );
}

/** Finding takes a moment in a large pool: it is asked for once the handle rests. */
function ShareSlider({ share, onShare }: { share: number; onShare: (share: number) => void }) {
  const [now, setNow] = useState(share);
  useEffect(() => setNow(share), [share]);
  useEffect(() => {
    if (now === share) return undefined;
    const timer = setTimeout(() => onShare(now), PATIENCE_MS);
    return () => clearTimeout(timer);
    // The deed is the same whenever it is made.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [now, share]);
  return (
    <label className="likeness-share">
      <span>{say("selection.alike_from")}</span>
      <input type="range" className="range" min={NEAR_LEAST} max={NEAR_MOST} step={STEP} value={now} aria-valuetext={say("selection.alike_share", { share: percent(now) })}
        onChange={(event) => setNow(Number(event.target.value))} />
      <output className="num">{percent(now)}</output>
    </label>
  );
}
