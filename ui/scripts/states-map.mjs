/** The map's states. */
import { settled } from "./settled.mjs";
import { button, radio } from "./steps.mjs";

const Q = "place=results&scenario=sample";
const tab = async (page) => { await page.getByRole("tab", { name: "Map", exact: true }).click(); await settled(page); };

export const MAP_STATES = [
  { name: "map", query: Q, act: tab },
  { name: "map-chosen", query: Q, act: async (page) => { await tab(page); await page.locator(".map-groups button").nth(1).click(); await settled(page); await page.locator(".scatter").hover({ position: { x: 300, y: 200 } }); } },
  { name: "map-near", query: Q, act: async (page) => { await tab(page); await page.locator(".scatter").focus(); for (let at = 0; at < 3; at += 1) await page.keyboard.press("+"); await page.keyboard.press("ArrowRight"); } },
  { name: "map-encircled", query: Q, act: async (page) => {
    await tab(page);
    await page.getByRole("button", { name: "Encircle" }).click();
    const box = await page.locator(".scatter").boundingBox();
    const at = (turn) => [box.x + box.width * (0.4 + 0.2 * Math.cos(turn)), box.y + box.height * (0.45 + 0.25 * Math.sin(turn))];
    await page.mouse.move(...at(0));
    await page.mouse.down();
    for (let step = 1; step <= 24; step += 1) await page.mouse.move(...at((step / 24) * 6.1));
    await page.mouse.up();
    await settled(page);
  } },
  { name: "map-told", query: Q, act: async (page) => { await tab(page); await page.locator(".scatter").click({ position: { x: 300, y: 200 } }); await settled(page); } },
  { name: "map-neurons", query: Q, act: async (page) => { await tab(page); await radio(page, "Which neurons they fire"); await button(page, "Draw the map"); await page.locator(".scatter").waitFor(); await settled(page); } },
  { name: "map-empty", query: "place=results", act: tab },
  { name: "map-drawing", query: "place=results", act: async (page) => { await tab(page); await page.getByRole("button", { name: "Draw the map" }).click(); await settled(page); } },
];
