/** Numbers, times and sizes in words, as the language in force writes them. */
import { language, perLanguage, type Spoken } from "./language";

const decimal = (most: number) => perLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: most }));
const percentage = (most: number) => perLanguage((locale) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: most }));
const [whole, loose, percent, finePercent] = [decimal(0), decimal(2), percentage(0), percentage(1)];
const day = perLanguage((locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }));
const compact = perLanguage((locale) => new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }));

/** Between a number and its unit: no line breaks there. */
export const TIED = "\u00a0";

/** How long something takes, as each language says it. `Intl.DurationFormat` is not in all web views yet. */
const DURATIONS: Record<Spoken, { instant: string; seconds: (n: number) => string; minutes: (n: number) => string; hours: (n: number, minutes: string) => string }> = {
  english: { instant: `under 1${TIED}s`, seconds: (n) => `${n}${TIED}s`, minutes: (n) => `${n}${TIED}min`, hours: (n, minutes) => `${n}${TIED}h${TIED}${minutes}` },
  chinese: { instant: `不到${TIED}1${TIED}秒`, seconds: (n) => `${n}${TIED}秒`, minutes: (n) => `${n}${TIED}分钟`, hours: (n, minutes) => `${n}${TIED}小时${TIED}${minutes}${TIED}分` },
};

/** 9982 as "9,982". */
export const count = (value: number): string => whole().format(value);

/** A number as a person would write it, two decimals at most. */
export const number = (value: number): string => loose().format(value);

/** 0.45 as "45%"; below 10 % with one decimal, since 0.4 % is not nothing. */
export const share = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.095 ? finePercent().format(value) : percent().format(value);

/** 412300 as "412k", 1240000 as "1.2M", in Chinese as "41.2万" and "124万"; small numbers as they are. */
export function short(value: number): string {
  if (value < 10_000) return whole().format(value);
  if (language() === "chinese") return compact().format(value);
  if (value < 999_500) return `${whole().format(value / 1000)}k`;
  return `${(value / 1e6).toFixed(value < 9.95e6 ? 1 : 0)}M`;
}

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
  const words = DURATIONS[language()];
  if (seconds < 1) return words.instant;
  if (seconds < 90) return words.seconds(Math.round(seconds));
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return words.minutes(minutes);
  return words.hours(Math.floor(minutes / 60), String(minutes % 60).padStart(2, "0"));
}

/** A time to stand behind "about": about under 1 s is no time. */
export const roughly = (seconds: number): string => duration(Math.max(1, seconds));

/** Milliseconds since 1970 as "3 June, 14:05". */
export const moment = (milliseconds: number): string => day().format(new Date(milliseconds));

const POWERS: Record<string, number> = { k: 1e3, m: 1e6, 万: 1e4, 亿: 1e8 };

/** Reads a number as people write it: "1,240", "1 240", "12 %", "412k", "1.2M", "41.2万". */
export function readNumber(text: string): number | null {
  const match = /^\s*([\d.,\s\u00a0\u202f]+?)\s*([kKmM%万亿]?)\s*$/.exec(text);
  if (!match) return null;
  const digits = match[1]!.replace(/[\s\u00a0\u202f]/g, "").replace(/,(?=\d{3}(\D|$))/g, "").replace(",", ".");
  const value = Number(digits);
  const unit = match[2]!.toLowerCase();
  if (digits === "" || !Number.isFinite(value)) return null;
  return value * (POWERS[unit] ?? 1);
}

/** The first words of a text on one line, to know it again by. */
export function beginning(text: string, most: number): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s+\S*$/, "")}…`;
}
