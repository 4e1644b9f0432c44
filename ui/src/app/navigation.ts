/** Which place is shown. No addresses: the window has one page and remembers where it was. */
import { makeStore, useStore } from "./store";

/** The five places of the work, in order. */
export const WORK_PLACES = ["data", "goal", "model", "results", "export"] as const;

/** Places that serve all projects. */
export const SIDE_PLACES = ["activity", "projects", "settings"] as const;

export type Place = (typeof WORK_PLACES)[number] | (typeof SIDE_PLACES)[number];

const place = makeStore<Place>("data");

/** Goes to a place. */
export const go = (to: Place): void => place.set(to);

/** The place that is shown. */
export const usePlace = (): Place => useStore(place);
