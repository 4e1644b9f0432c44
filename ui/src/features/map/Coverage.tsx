/** Beside the picture: how far the selection covers the map, in words and as a table that says the same. */
import type { MapCoverage, MapInfo } from "../../api";
import type { Asked } from "../../api";
import { ErrorState, Skeleton } from "../../components/States";
import { count } from "../../texts/format";
import { say } from "../../texts/say";
import { showMap, toggledGroup, useMapShown } from "./view";
import { groupName, lonely, passedOver, sourceWords, trustWords } from "./words";

const SHOWN = 6;

export function Coverage({ map, asked }: { map: MapInfo; asked: Asked<"map_coverage"> }) {
  const coverage = asked.data;
  return (
    <aside className="map-side" aria-label={say("map.side")} data-pane tabIndex={-1}>
      {asked.failure && !coverage ? <ErrorState compact failure={asked.failure} onRetry={asked.again} /> : null}
      {coverage ? <Said map={map} coverage={coverage} /> : asked.failure ? null : <Skeleton lines={4} />}
      <Groups map={map} coverage={coverage} />
      <p className="map-small">{trustWords(map)}</p>
      <p className="map-small">{say("map.made_of", { representation: sourceWords(map.representation), model: map.model_name })}{map.exact ? "" : ` ${say("map.not_exact")}`}</p>
    </aside>
  );
}

function Said({ map, coverage }: { map: MapInfo; coverage: MapCoverage }) {
  const few = lonely(coverage);
  const nobody = passedOver(map, coverage);
  return (
    <section aria-labelledby="map-coverage">
      <h2 id="map-coverage">{say("map.coverage.title")}</h2>
      <p>{say(nobody.length === 0 ? "map.coverage.everywhere" : "map.coverage.passed_over", { groups: nobody.length, all: map.groups.length, rows: nobody.reduce((sum, group) => sum + group.documents, 0) })}</p>
      <p>{say(coverage.examples.length === 0 ? "map.coverage.no_examples" : few.length === 0 ? "map.coverage.examples_near" : "map.coverage.examples_alone", { few: few.length, examples: coverage.examples.length, near: coverage.near })}</p>
      {few.length > 0 ? (
        <ul className="map-examples">
          {few.slice(0, SHOWN).map((one) => <li key={one.example}><span className="num">{say("map.coverage.of", { kept: one.kept, near: coverage.near })}</span> {one.excerpt}</li>)}
          {few.length > SHOWN ? <li>{say("map.coverage.more", { more: few.length - SHOWN })}</li> : null}
        </ul>
      ) : null}
      {coverage.kept_elsewhere > 0 ? <p>{say("map.coverage.elsewhere", { rows: coverage.kept_elsewhere })}</p> : null}
    </section>
  );
}

/** The groups as a table: what the picture shows, for those who do not see it, and to choose a part without a pointer. */
function Groups({ map, coverage }: { map: MapInfo; coverage: MapCoverage | undefined }) {
  const { part } = useMapShown();
  const region = part?.map === map.map ? part.region : null;
  const chosen = region?.by === "groups" ? region.groups : [];
  const toggle = (group: number) => {
    const next = toggledGroup(region, group);
    showMap({ part: next && { map: map.map, region: next } });
  };
  if (map.groups.length === 0) return <p>{say("map.groups.none")}</p>;
  return (
    <table className="map-groups">
      <caption>{say("map.groups.title")}</caption>
      <thead><tr><th scope="col">{say("map.groups.words")}</th><th scope="col">{say("map.groups.rows")}</th><th scope="col">{say("map.groups.kept")}</th></tr></thead>
      <tbody>
        {map.groups.map((group) => (
          <tr key={group.group} data-chosen={chosen.includes(group.group) || undefined}>
            <th scope="row"><button type="button" aria-pressed={chosen.includes(group.group)} onClick={() => toggle(group.group)}>{groupName(group)}</button></th>
            <td className="num">{count(group.documents)}</td>
            <td className="num">{coverage ? count(coverage.groups[group.group] ?? 0) : ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
