/** Rows of the imitated project: short documents of several sources, made from patterns with a fixed seed. */
import type { RecordKind, Turn } from "../api";

/** A row of the imitation. `affinity` is how close it is to worked maths, 0 to 1; scores follow from it. */
export interface MockRow {
  row: number;
  id: string;
  source: string;
  language: string;
  year: number | null;
  kind: RecordKind;
  text: string;
  turns: Turn[];
  tokens: number;
  affinity: number;
}

/** A generator with a seed, so that every start shows the same world. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

interface Pattern { source: string; language: string; affinity: number; kind: RecordKind; texts: ((n: (least: number, most: number) => number) => string)[] }

const PATTERNS: Pattern[] = [
  { source: "word-problems", language: "en", affinity: 0.9, kind: "text", texts: [
    (n) => `A bakery makes ${n(12, 40)} trays of ${n(6, 24)} muffins each morning. By noon it has sold three quarters of them, and in the afternoon ${n(5, 30)} more. How many are left? First find the total, then take away what was sold.`,
    (n) => `A tank holds ${n(100, 400)} litres and drains at ${n(2, 9)}.5 litres per minute. A second pipe adds 1.25 litres per minute. How long until the tank is half empty? The net rate is the difference of the two.`,
    (n) => `Two buses leave the same station at 08:15. One travels at ${n(50, 80)} km/h and the other at ${n(40, 60)} km/h in the opposite direction. When are they ${n(100, 300)} km apart?`,
    (n) => `Maria is twice as old as her cousin was when Maria was as old as her cousin is now. Together they are ${n(40, 90)}. Let x be the cousin's age and write down both equations.`,
  ] },
  { source: "tutoring-chat", language: "en", affinity: 0.72, kind: "chat", texts: [
    (n) => `Why is the area of a trapezium ½(a + b)h with a = ${n(3, 12)}?\u0000Put two copies together, one turned over, and you get a parallelogram with base a + b. Half of it is yours.`,
    (n) => `How do I divide ${n(2, 9)}/${n(3, 9)} by 1/4?\u0000Dividing by a quarter asks how many quarters fit in. So multiply by 4.\nCheck it by multiplying back.`,
  ] },
  { source: "zh-primary", language: "zh", affinity: 0.78, kind: "text", texts: [
    (n) => `小明有 ${n(20, 90)} 颗糖，他把其中的三分之一分给了妹妹，又吃掉了 ${n(2, 9)} 颗。他还剩下多少颗糖？解：先求分给妹妹的糖，再从总数里减去。`,
    (n) => `一辆客车从甲地开往乙地，每小时行 ${n(60, 90)} 千米，4 小时后超过中点 30 千米。甲、乙两地相距多少千米？请写出解题步骤。`,
  ] },
  { source: "code-help", language: "code", affinity: 0.42, kind: "text", texts: [
    (n) => `def split_bill(total, people, tip=0.${n(10, 20)}):\n    """Share a bill equally, tip included, rounded up to cents."""\n    whole = total * (1 + tip)\n    return -(-whole * 100 // people) / 100`,
    (n) => `for index, row in enumerate(rows):\n\tif index % ${n(10, 100)} == 0:\n\t\tprint(f"{index} rows done")\n\twrite(row)`,
  ] },
  { source: "newswire", language: "en", affinity: 0.2, kind: "text", texts: [
    (n) => `The central bank holds its key rate at ${n(2, 5)}.75% for a fourth meeting, citing wage growth and a slower fall in services prices. Markets had expected no change.`,
    (n) => `The vote passed ${n(190, 260)} to ${n(100, 180)} after two days of debate. The new rules on river water take effect in spring, with fines for works that do not report in time.`,
  ] },
  { source: "cooking", language: "en", affinity: 0.33, kind: "instruction", texts: [
    (n) => `Scale this dough from ${n(3, 5)} to ${n(8, 14)} people.\u0000Multiply everything by 2.5: 500 g flour becomes 1,250 g, 325 ml water becomes 813 ml. Knead for ten minutes and let it rest.`,
    (n) => `How long do I roast a ${n(1, 3)}.5 kg chicken?\u0000Forty-five minutes a kilogram plus twenty, at 190 degrees. Let it rest before carving.`,
  ] },
  { source: "reviews", language: "en", affinity: 0.1, kind: "text", texts: [
    (n) => `Bought this kettle in March. Boils 1.7 litres in a bit over four minutes, but the lid sprang loose after ${n(3, 9)} weeks. The shop replaced it without asking.`,
    (n) => `Our hotel room was ${n(8, 26)} square metres and faced the yard. Quiet, clean, poor breakfast. We would come again in winter for the price.`,
  ] },
  { source: "letters", language: "ar", affinity: 0.12, kind: "text", texts: [
    (n) => `وصلت الرسالة بعد ${n(3, 20)} يوما. يكتب فيها أنه بخير وأن المطر لم يتوقف منذ أسبوع، ويسأل عن الحديقة وعن الجيران.`,
  ] },
];

/** Words of a row by itself, or of its turns joined as the importer joins them. */
function made(pattern: Pattern, words: string): { text: string; turns: Turn[] } {
  const [first = "", second = ""] = words.split("\u0000");
  if (pattern.kind === "text") return { text: words, turns: [] };
  if (pattern.kind === "instruction") return { text: `${first}\n${second}`, turns: [] };
  return { text: `user: ${first}\nassistant: ${second}`, turns: [{ role: "user", content: first }, { role: "assistant", content: second }] };
}

/** `count` rows, numbered from 1. */
export function makeRows(count: number): MockRow[] {
  const random = seeded(20);
  const number = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return Array.from({ length: count }, (_, at) => {
    const pattern = PATTERNS[Math.floor(random() ** 1.3 * PATTERNS.length)] ?? PATTERNS[0]!;
    const { text, turns } = made(pattern, pattern.texts[number(0, pattern.texts.length - 1)]!(number));
    const shown = at === 4 ? `${text} \u202Ehidden\u202C\u0007` : text;
    return {
      row: at + 1, id: `${pattern.source.slice(0, 2)}-${String(at + 391).padStart(6, "0")}`, source: pattern.source, language: pattern.language,
      year: random() < 0.08 ? null : 2012 + Math.floor(random() ** 0.6 * 14), kind: pattern.kind, text: shown, turns,
      tokens: Math.round(text.length / 4) + 30, affinity: Math.min(1, Math.max(0, pattern.affinity + (random() - 0.5) * 0.3)),
    };
  });
}
