/** What the painted states do on a page, in few words. Everything is found as a person finds it: by role and name. */
import { searched, settled } from "./settled.mjs";

const isWhole = (name) => typeof name === "string";

/** Presses the first button of that name, and waits for what comes. */
export const press = (keys) => (page) => key(page, keys);

export const button = async (page, name) => { await page.getByRole("button", { name, exact: isWhole(name) }).first().click(); await settled(page); };
export const tab = async (page, name) => { await page.getByRole("tab", { name, exact: true }).click(); await settled(page); };
export const radio = async (page, name) => { await page.getByRole("radio", { name, exact: isWhole(name) }).click(); await settled(page); };
/** Opens a menu and takes an entry of it. */
export const entry = async (page, menu, name) => { await button(page, menu); await page.getByRole("menuitem", { name }).click(); await settled(page); };
/** Opens the row of a table, counted from 1. */
export const row = async (page, number) => { await page.locator(`[role=row][aria-rowindex="${number + 1}"]`).click(); await settled(page); };
export const key = async (page, ...keys) => { for (const one of keys) { await page.keyboard.press(one); await settled(page); } };
export const write = async (page, label, text) => { await page.getByLabel(label, { exact: isWhole(label) }).first().fill(text); await searched(page); };
export const search = async (page, text) => { await page.getByRole("searchbox").last().fill(text); await searched(page); };
/** Opens what is folded away behind these words. */
export const unfold = async (page, words) => { await page.getByText(words, { exact: true }).first().click(); await settled(page); };
export const into = (page, selector) => page.locator(selector).first().scrollIntoViewIfNeeded();
/** Waits for words that a job brings when it has ended. */
export const told = async (page, words) => { await page.getByText(words).first().waitFor(); await settled(page); };
