/** The states that are painted: an address of the mock, and what to do there. */
export const STATES = [
  { name: "welcome", query: "scenario=welcome" },
  { name: "data", query: "place=data" },
  { name: "keys", query: "place=data", act: (page) => page.keyboard.press("?") },
  { name: "palette", query: "place=data", act: (page) => page.keyboard.press("Control+k") },
];
