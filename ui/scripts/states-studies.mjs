/** The states of Studies: the form, a study under way, each kind when it is done. */
import { settled } from "./settled.mjs";
import { button, into, tab, unfold } from "./steps.mjs";

const Q = "place=results";
const KINDS = [["switch_off", "Switch neurons off"], ["impact", "Do strong neurons matter more?"], ["maps", "Which linear maps find the goal?"], ["layers", "Which layers find the goal?"],
  ["sparsity", "How many neurons are enough?"], ["separability", "Do kinds of rows lie apart?"]];

async function asked(page, title) {
  await tab(page, "Studies");
  await page.getByLabel("Study", { exact: true }).selectOption({ label: title });
  await settled(page);
  const column = page.getByLabel("Column", { exact: true });
  if (await column.count() > 0) { await column.selectOption({ index: 1 }); await settled(page); }
}

async function started(page, title) {
  await asked(page, title);
  await button(page, /^Start, about/);
}

async function done(page, title) {
  await started(page, title);
  await page.locator(".study-figure").waitFor();
  await page.locator(".study").first().scrollIntoViewIfNeeded();
  await settled(page);
}

export const STUDIES_STATES = [
  { name: "studies", query: Q, act: (page) => tab(page, "Studies") },
  { name: "study-settings", query: Q, act: async (page) => { await asked(page, KINDS[0][1]); await unfold(page, "More settings"); } },
  { name: "study-answer", query: Q, act: (page) => asked(page, KINDS[4][1]) },
  { name: "study-running", query: Q, act: async (page) => { await started(page, KINDS[3][1]); await into(page, ".study"); } },
  ...KINDS.map(([name, title]) => ({ name: `study-${name}`, query: Q, act: (page) => done(page, title) })),
  { name: "study-delete", query: Q, act: async (page) => { await done(page, KINDS[5][1]); await button(page, "Delete"); } },
  { name: "study-save", query: Q, act: async (page) => { await done(page, KINDS[5][1]); await button(page, /^Save the figure/); } },
];
