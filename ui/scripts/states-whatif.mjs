/** The states of trying a change. */
const named = (page, name) => page.getByRole("button", { name, exact: typeof name === "string" }).first().click();
const leaveOut = async (page) => {
  await page.keyboard.press("Escape");
  await named(page, "What if");
  await page.waitForTimeout(300);
  await page.locator(".whatif-examples label").nth(1).click();
  await page.waitForTimeout(500);
};
const layers = async (page) => {
  await page.getByLabel("From", { exact: true }).fill("8");
  await page.getByLabel("To", { exact: true }).fill("20");
  await page.waitForTimeout(500);
};

export const WHATIF_STATES = [
  { name: "whatif", query: "place=results", act: async (page) => { await leaveOut(page); await layers(page); } },
  { name: "whatif-bar", query: "place=results", act: async (page) => { await leaveOut(page); await named(page, "What if"); } },
  { name: "whatif-keep", query: "place=results", act: async (page) => { await leaveOut(page); await named(page, "Keep as a new run"); } },
  { name: "goal-groups", query: "place=goal&scenario=groups" },
];
