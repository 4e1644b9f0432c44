/** Of rows that are the same, or nearly, only the best is kept. */
import type { Composition } from "../../api";
import { Checkbox } from "../../components/Field";
import { say } from "../../texts/say";
import { compose, NEAR } from "./composition";
import { LikenessChoice } from "./LikenessChoice";

export function AlikePart({ alike, collapsed }: { alike: Composition["alike"]; collapsed: number }) {
  return (
    <fieldset className="selection-part">
      <legend className="hidden">{say("selection.alike")}</legend>
      <Checkbox label={say("selection.alike")} hint={say("selection.alike_hint")} checked={alike !== null} onChange={(on) => compose({ alike: on ? { kind: "near", share: NEAR } : null })} />
      {alike ? (
        <div className="selection-controls">
          <LikenessChoice likeness={alike} onLikeness={(likeness) => compose({ alike: likeness })} />
          <p className="field-hint" role="status">{say("selection.alike_out", { rows: collapsed })}</p>
        </div>
      ) : null}
    </fieldset>
  );
}
