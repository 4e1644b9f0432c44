/** How far the work has come: the marks on the rail. */
import type { ProjectInfo } from "../api";
import { WORK_PLACES, type Place } from "./navigation";

export type Mark = "done" | "next" | "later";

/** Each place's mark: done, the one that is next, or later. */
export function marks(project: ProjectInfo): Record<(typeof WORK_PLACES)[number], Mark> {
  const done: Partial<Record<Place, boolean>> = {
    data: project.documents > 0,
    goal: project.goals.some((goal) => goal.ticked > 0),
    model: project.readings.some((reading) => reading.documents_read > 0),
    export: project.exports > 0,
  };
  const ready = Boolean(done.data && done.goal && done.model);
  done.results = ready && project.exports > 0;
  const next = WORK_PLACES.find((place) => !done[place]);
  const mark = (place: Place): Mark => (done[place] ? "done" : place === next ? "next" : "later");
  return { data: mark("data"), goal: mark("goal"), model: mark("model"), results: mark("results"), export: mark("export") };
}
