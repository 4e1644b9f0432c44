/** What a map says in words. */
import type { ExampleCoverage, MapCoverage, MapGroup, MapInfo } from "../../api";
import { share } from "../../texts/format";
import { say, type TextKey } from "../../texts/say";

/** "appeal, court, heard", or "Group 4" where its texts have no words of their own. */
export const groupName = (group: MapGroup): string =>
  group.words.length > 0 ? group.words.join(", ") : say("map.group.unnamed", { group: group.group + 1 });

/** A group with its counts, as the list box says it. */
export const groupWords = (group: MapGroup, kept: number | undefined): string =>
  say(kept === undefined ? "map.group.words" : "map.group.words_kept", { name: groupName(group), rows: group.documents, kept: kept ?? 0 });

/** Groups of which nothing is kept. */
export const passedOver = (map: MapInfo, coverage: MapCoverage): MapGroup[] =>
  map.groups.filter((group) => (coverage.groups[group.group] ?? 0) === 0);

/** Examples with so few kept rows near them that the selection may miss what they stand for. */
export const lonely = (coverage: MapCoverage): ExampleCoverage[] =>
  coverage.examples.filter((example) => example.kept * 5 <= coverage.near);

const SOURCES: Record<string, TextKey> = { sentence: "map.of.sentence", middle_hidden: "map.of.middle_hidden", neuron_features: "map.of.neuron_features" };

/** What a map is made from; a representation that has no words yet by its name. */
export const sourceWords = (representation: string): string => {
  const key = SOURCES[representation];
  return key ? say(key) : representation;
};

/** How far the picture can be trusted, with what that means. */
export function trustWords(map: MapInfo): string {
  if (map.trust === null) return say("map.trust.few");
  const key = map.trust >= 0.9 ? "map.trust.high" : map.trust >= 0.75 ? "map.trust.middle" : "map.trust.low";
  return say(key, { trust: share(map.trust) });
}
