/** A filter by a part of a map goes with its map: another of its kind lies otherwise. */
import { useEffect } from "react";
import { useAsk } from "../../api";
import { show, useView } from "../results/view";

export function useMapFilters(): void {
  const { conditions } = useView();
  const onMap = conditions.some((each) => each.kind === "on_map");
  const meaning = useAsk("map", { kind: "meaning" }, { enabled: onMap }).data;
  const neurons = useAsk("map", { kind: "neurons" }, { enabled: onMap }).data;
  useEffect(() => {
    if (!onMap || !meaning || !neurons) return;
    const here = [meaning.map?.map, neurons.map?.map];
    const left = conditions.filter((each) => each.kind !== "on_map" || here.includes(each.map));
    if (left.length < conditions.length) show({ conditions: left });
  }, [onMap, meaning, neurons, conditions]);
}
