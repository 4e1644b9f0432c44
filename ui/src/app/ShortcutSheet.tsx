/** All shortcuts on one sheet, under "?". */
import { Dialog, KeyCap } from "../components";
import { useKeys, type Keys } from "../features/review/keys";
import { say, type TextKey } from "../texts/say";
import { sheet } from "./shortcuts";
import { useStore } from "./store";

const GROUPS: { title: TextKey; keys: [string[], TextKey][] }[] = [
  { title: "keys.group.everywhere", keys: [
    [["Mod 1", "Mod 5"], "keys.places"], [["Mod K"], "keys.palette"], [["Mod O"], "keys.open"],
    [["Mod Shift O"], "keys.open_project"], [["/"], "keys.search"], [["F6"], "keys.panes"], [["?"], "keys.sheet"], [["Esc"], "keys.escape"],
  ] },
  { title: "keys.group.tables", keys: [
    [["↑", "↓"], "keys.move"], [["Shift ↑", "Shift ↓"], "keys.range"], [["PgUp", "PgDn"], "keys.page"], [["Home", "End"], "keys.ends"],
    [["←", "→"], "keys.cells"], [["Enter"], "keys.enter"], [["Mod G"], "keys.rank"], [["E"], "keys.add"],
  ] },
  { title: "keys.group.results", keys: [[["W", "N", "T"], "keys.why"], [["M"], "keys.marks"], [["Shift E"], "keys.unlike"], [["P"], "keys.pin"], [["A"], "keys.alike"], [["C"], "keys.compare"], [["1", "2", "3"], "keys.blind"], [["[", "]"], "keys.cut"]] },
  { title: "keys.group.map", keys: [
    [["←", "→", "↑", "↓"], "keys.map.group"], [["Enter"], "keys.map.choose"], [["Shift →"], "keys.map.move"], [["+", "-"], "keys.map.near"], [["0"], "keys.map.whole"],
  ] },
];

/** Those of the review are what the person chose. */
const reviewGroup = (keys: Keys): (typeof GROUPS)[number] => ({ title: "keys.group.review", keys: [
  [[keys.keep, keys.drop, keys.unsure], "keys.review.verdict"], [["1", "9"], "keys.review.labels"], [[keys.note], "keys.review.note"], [[keys.always, keys.never], "keys.review.pins"],
  [[keys.example], "keys.review.example"], [[keys.unlike], "keys.review.unlike"], [[keys.unfold], "keys.review.unfold"], [["/", "Mod F"], "keys.review.find"],
  [["↑", "↓"], "keys.review.move"], [["Mod Z", "Mod Shift Z"], "keys.review.turn"],
] });

export function ShortcutSheet() {
  const open = useStore(sheet) === "keys";
  const groups = [...GROUPS, reviewGroup(useKeys())];
  return (
    <Dialog title={say("keys.title")} open={open} onClose={() => sheet.set("none")} width="middle">
      <div className="keys-columns">
        {groups.map((group) => (
          <section key={group.title} className="keys-group">
            <h3>{say(group.title)}</h3>
            <dl>
              {group.keys.map(([keys, text]) => (
                <div key={text}><dt>{keys.map((key) => <KeyCap key={key} keys={key} />)}<span className="hidden">{keys.join(", ")}</span></dt><dd>{say(text)}</dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="hint">{say("keys.hint")}</p>
    </Dialog>
  );
}
