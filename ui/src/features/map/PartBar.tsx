/** Under the picture: what its signs mean, or what the chosen part holds and what can be done with it. */
import { useAsk, type Budget, type MapInfo, type RankingView } from "../../api";
import { Button } from "../../components/Button";
import { say } from "../../texts/say";
import { show, useView } from "../results/view";
import { showMap, useMapShown } from "./view";

interface Props {
  map: MapInfo;
  ranking: RankingView;
  budget: Budget;
}

export function PartBar({ map, ranking, budget }: Props) {
  const { part } = useMapShown();
  const { conditions } = useView();
  if (part?.map !== map.map) return <Signs />;
  const filter = () => {
    show({ tab: "ranking", folded: false, conditions: [...conditions.filter((each) => each.kind !== "on_map"), { kind: "on_map", ...part }] });
  };
  return (
    <div className="map-foot" role="status">
      <Held cut={{ map: map.map, ranking: ranking.ranking, budget }} region={part.region} />
      <span className="toolbar-gap" />
      <Button look="quiet" onClick={() => showMap({ part: null })}>{say("map.part.clear")}</Button>
      <Button onClick={filter}>{say("map.part.show")}</Button>
    </div>
  );
}

function Held(question: Parameters<typeof useAsk<"map_region">>[1]) {
  const held = useAsk("map_region", question, { keep: true }).data;
  return <p>{held ? say("map.part.held", { rows: held.documents, kept: held.kept }) : say("map.part.counting")}</p>;
}

function Signs() {
  return (
    <ul className="map-foot map-signs">
      <li><svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4" className="map-sign-kept" /></svg>{say("map.sign.kept")}</li>
      <li><svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="3.5" className="map-sign-left" /></svg>{say("map.sign.left")}</li>
      <li><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M6 1l5 5-5 5-5-5z" className="map-sign-example" /></svg>{say("map.sign.example")}</li>
      <li><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M6 1l5 5-5 5-5-5z" className="map-sign-lonely" /></svg>{say("map.sign.lonely")}</li>
      <li><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M.5 2.5h11v7H.5z" className="map-sign-empty" /></svg>{say("map.sign.empty")}</li>
    </ul>
  );
}
