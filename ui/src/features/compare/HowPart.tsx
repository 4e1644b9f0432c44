/** How they differ in what they were told: only settings that are not the same everywhere. */
import type { Comparison } from "../../api";
import { Mark } from "../../components/Mark";
import { Scroller } from "../../components/Scroller";
import { isTextKey, say, type TextKey } from "../../texts/say";
import { Part } from "./Part";
import { nameById, type Compared, type Side } from "./useCompared";

export function HowPart({ compared, comparison }: { compared: Compared; comparison: Comparison }) {
  const { ready, methods } = compared;
  return (
    <div className="parts">
      <Part title={say("compare.how.title")}>
        {comparison.differing.length === 0 ? <p className="compare-note">{say("compare.how.same")}</p> : (
          <Scroller className="slices-scroll" label={say("compare.how.title")}>
            <table className="facts-table how-table">
              <caption className="hidden">{say("compare.how.title")}</caption>
              <thead>
                <tr>
                  <th scope="col"><span className="hidden">{say("compare.how.setting")}</span></th>
                  {ready.map((side: Side) => <th key={side.place} scope="col"><span className="pair-name"><Mark place={side.place} /> {side.name}</span></th>)}
                </tr>
              </thead>
              <tbody>
                {inOrder(comparison.differing).map(({ name, values }) => (
                  <tr key={name}>
                    <th scope="row">{settingName(name)}</th>
                    {values.map((value, place) => (
                      <td key={place}>{value === null ? <span className="quiet">{say("compare.how.none")}</span> : name === "method" ? nameById(methods, value) : value}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroller>
        )}
      </Part>
    </div>
  );
}

/** What every ranking has comes first, the method before all; then the methods' own settings. */
const FIRST = ["method", "model", "goal", "goals", "layers", "duplicates", "quality", "spread", "keep_examples"];

export function inOrder<T extends { name: string }>(settings: readonly T[]): T[] {
  const place = ({ name }: T) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return [...settings].sort((a, b) => place(a) - place(b));
}

/** Settings have their real names; what every ranking has is said in words. */
function settingName(name: string) {
  const key = `compare.setting.${name}`;
  return isTextKey(key) ? say(key as TextKey) : <code>{name}</code>;
}
