/** Where one was: the place of each project, so that it opens there again. Kept on this computer, with the project's path. */
import { useEffect, useRef } from "react";
import type { ProjectInfo } from "../api";
import { go, usePlace, WORK_PLACES, type Place } from "./navigation";

const memory = (project: string) => `place:${project}`;

/**
 * Goes to where one was when a project opens, and remembers where one goes. A project that was never left opens on its
 * data; the sample on its result, since there is nothing left to set up. `undefined` while it is not known what is open.
 */
export function useWhere(project: ProjectInfo | null | undefined): void {
  const place = usePlace();
  const before = useRef<string | null | undefined>(undefined);
  const at = project === undefined ? undefined : (project?.place ?? null);
  useEffect(() => {
    if (at === undefined) return;
    if (at === before.current) {
      if (at !== null && isWork(place)) localStorage.setItem(memory(at), place);
      return;
    }
    const isFirst = before.current === undefined;
    before.current = at;
    if (at === null) {
      // A project that was closed is left: the models stay, but not where their place was a step of its work.
      if (!isFirst && isWork(place)) go("data");
      return;
    }
    const to = recall(at) ?? (project?.is_sample ? "results" : isFirst ? null : "data");
    if (to) go(to);
    // The project's other facts change while it is open and move nobody.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [at, place]);
}

const isWork = (place: Place): boolean => (WORK_PLACES as readonly Place[]).includes(place);

function recall(project: string): Place | null {
  const kept = localStorage.getItem(memory(project));
  return WORK_PLACES.find((place) => place === kept) ?? null;
}
