/**
 * Numbers in words. The locale is always named: a web view under `LANG=C` reports a language that `Intl` refuses.
 */
const LOCALE = "en-GB";
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const loose = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 0 });
const finePercent = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

/** 9982 as "9,982". */
export const count = (value: number): string => whole.format(value);

/** A number as a person would write it, two decimals at most. */
export const number = (value: number): string => loose.format(value);

/** 0.45 as "45%"; below 10 % with one decimal, since 0.4 % is not nothing. */
export const share = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.095 ? finePercent.format(value) : percent.format(value);

/** 412300 as "412k", 1240000 as "1.2M"; small numbers as they are. */
export function short(value: number): string {
  if (value < 10_000) return whole.format(value);
  if (value < 999_500) return `${whole.format(value / 1000)}k`;
  return `${(value / 1e6).toFixed(value < 9.95e6 ? 1 : 0)}M`;
}

/** Between a number and its unit: no line breaks there. */
export const TIED = "\u00a0";

/** A difference of shares: "+12%", "−4%". */
export const signedShare = (value: number): string => (value < 0 ? `−${share(-value)}` : `+${share(value)}`);

const SIZES = ["B", "kB", "MB", "GB", "TB"] as const;

/** Bytes in decimal units: "1.2 GB". */
export function bytes(value: number): string {
  let step = 0;
  let left = value;
  while (left >= 999.5 && step < SIZES.length - 1) {
    left /= 1000;
    step += 1;
  }
  const digits = step === 0 || left >= 99.5 ? 0 : 1;
  return `${left.toFixed(digits)}${TIED}${SIZES[step]}`;
}

/** Seconds as "40 s", "14 min", "1 h 50". */
export function duration(seconds: number): string {
  if (seconds < 1) return `under 1${TIED}s`;
  if (seconds < 90) return `${Math.round(seconds)}${TIED}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${TIED}min`;
  const hours = Math.floor(minutes / 60);
  return `${hours}${TIED}h${TIED}${String(minutes % 60).padStart(2, "0")}`;
}

/** A time to stand behind "about": about under 1 s is no time. */
export const roughly = (seconds: number): string => duration(Math.max(1, seconds));

/** Milliseconds since 1970 as "3 June, 14:05". */
export const moment = (milliseconds: number): string => day.format(new Date(milliseconds));

/** Reads a number as people write it: "1,240", "1 240", "12 %", "412k", "1.2M". */
export function readNumber(text: string): number | null {
  const match = /^\s*([\d.,\s\u00a0\u202f]+?)\s*([kKmM%]?)\s*$/.exec(text);
  if (!match) return null;
  const digits = match[1]!.replace(/[\s\u00a0\u202f]/g, "").replace(/,(?=\d{3}(\D|$))/g, "").replace(",", ".");
  const value = Number(digits);
  const unit = match[2]!.toLowerCase();
  if (digits === "" || !Number.isFinite(value)) return null;
  return value * (unit === "k" ? 1e3 : unit === "m" ? 1e6 : 1);
}

/** The first words of a text on one line, to know it again by. */
export function beginning(text: string, most: number): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s+\S*$/, "")}…`;
}
