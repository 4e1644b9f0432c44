/** Where a row stands in the pool. Numbers only grow along it, but some are missing where an import was deleted. */
import { call } from "../../api";
import { ALL } from "./filter";

/** Row at a place of the whole pool, from 0, or undefined beyond its end. */
type RowAt = (place: number) => Promise<number | undefined>;

const askPool: RowAt = async (place) => (await call("pool_page", { filter: ALL, offset: place, limit: 1 })).rows[0]?.row;

/** The place of a row in the whole pool, or null if there is none: one question while no number is missing. */
export async function placeOf(row: number, total: number, rowAt: RowAt = askPool): Promise<number | null> {
  let low = 0;
  // A row stands no further down than its number, since numbers start at one.
  let high = Math.min(row, total) - 1;
  let probe = high;
  while (low <= high) {
    const found = await rowAt(probe);
    if (found === row) return probe;
    if (found === undefined || found > row) high = probe - 1;
    else low = probe + 1;
    probe = Math.floor((low + high) / 2);
  }
  return null;
}
