/** Rows that are the same, or nearly: how many groups, which rows stand in each, and one of each kept on request. */
import "../selection/selection.css";
import { useState } from "react";
import { useAsk, type DuplicateGroup, type Duplicates, type Likeness } from "../../api";
import { useSelection } from "../../app/selection";
import { Button, Dialog, EmptyState, ErrorState, Skeleton, Tag } from "../../components";
import { say } from "../../texts/say";
import { AlikeRows } from "../selection/AlikeRows";
import { composeAndTell, NEAR } from "../selection/composition";
import { LikenessChoice } from "../selection/LikenessChoice";

/** Groups shown at once. */
const PAGE = 25;

export function DuplicatesDialog({ onClose }: { onClose: () => void }) {
  const { alike } = useSelection().composition;
  const [likeness, setLikeness] = useState<Likeness>(alike ?? { kind: "near", share: NEAR });
  const [shown, setShown] = useState(PAGE);
  const found = useAsk("duplicates", { likeness, offset: 0, limit: shown }, { keep: true });
  const isKept = JSON.stringify(alike) === JSON.stringify(likeness);
  const keep = () => composeAndTell({ alike: likeness }, say("duplicates.kept", { spare: found.data?.spare ?? 0 }));
  return (
    <Dialog title={say("duplicates.title")} open onClose={onClose} width="wide" actions={(
      <>
        <span className="selection-totals" role="status">{isKept ? say("duplicates.in_force") : say("duplicates.not_in_force")}</span>
        {alike ? <Button onClick={() => composeAndTell({ alike: null }, say("duplicates.all_kept"))}>{say("duplicates.keep_all")}</Button> : null}
        <Button look="solid" disabled={isKept || !found.data || found.data.groups === 0} onClick={keep}>{say("duplicates.keep_one")}</Button>
      </>
    )}>
      <p className="ink-2">{say(likeness.kind === "exact" ? "duplicates.words_exact" : "duplicates.words_near")}</p>
      <div className="duplicates-head"><LikenessChoice likeness={likeness} onLikeness={(to) => { setLikeness(to); setShown(PAGE); }} /></div>
      {found.failure ? <ErrorState compact failure={found.failure} onRetry={found.again} /> : null}
      {found.loading ? <Skeleton lines={6} label={say("duplicates.looking")} /> : null}
      {found.data ? <Found found={found.data} stale={found.stale} onMore={() => setShown(shown + PAGE)} /> : null}
    </Dialog>
  );
}

function Found({ found, stale, onMore }: { found: Duplicates; stale: boolean; onMore: () => void }) {
  if (found.groups === 0) return <EmptyState icon="ok" title={say("duplicates.none", { rows: found.documents })}>{say("duplicates.none_words")}</EmptyState>;
  return (
    <div aria-busy={stale}>
      <p className="duplicates-sum" role="status">{say("duplicates.sum", { groups: found.groups, spare: found.spare, documents: found.documents })} <span className="ink-2">{say("duplicates.sum_exact", { exact: found.exact_spare })}</span></p>
      <div className="duplicate-groups">{found.page.map((group) => <Group key={group.members[0]?.row} group={group} />)}</div>
      {found.page.length < found.groups ? <p><Button onClick={onMore}>{say("duplicates.more_groups", { groups: found.groups - found.page.length })}</Button></p> : null}
    </div>
  );
}

function Group({ group }: { group: DuplicateGroup }) {
  const hidden = group.rows - group.members.length;
  return (
    <section>
      <h3>{say("duplicates.group", { rows: group.rows })} <Tag>{say(group.exact ? "duplicates.exact" : "duplicates.near")}</Tag></h3>
      <AlikeRows rows={group.members} />
      {hidden > 0 ? <p className="field-hint">{say("duplicates.hidden", { rows: hidden })}</p> : null}
    </section>
  );
}
