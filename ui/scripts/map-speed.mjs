/**
 * How fast a map of many points is painted, in the engine of the real window (WebKitGTK, no graphics card).
 *
 *   npm run mock &                                  # serves http://127.0.0.1:5173
 *   WebKitWebDriver --port=4455 &                   # under a display, as xvfb-run gives one
 *   node scripts/map-speed.mjs [POINTS]
 *
 * The map is dragged and zoomed for some seconds. Printed are the milliseconds that a painting takes and those between
 * two frames: the middle one, the one that 95 of 100 stay under, and the longest.
 */
const POINTS = Number(process.argv[2] ?? 200_000);
const BASE = process.env.SHOTS_URL ?? "http://127.0.0.1:5173/";
const DRIVER = process.env.DRIVER ?? "http://127.0.0.1:4455";
const BROWSER = process.env.MINI_BROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

async function ask(path, body, method = "POST") {
  const answer = await fetch(`${DRIVER}${path}`, { method, body: body && JSON.stringify(body), headers: { "content-type": "application/json" } });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${value?.error}: ${value?.message}`);
  return value;
}

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs in the page: frames of a hand that drags, then of a wheel that zooms. */
const MEASURE = `
  const [frames, done] = [arguments[0], arguments[arguments.length - 1]];
  const scatter = document.querySelector(".scatter");
  const box = scatter.getBoundingClientRect();
  const own = window.requestAnimationFrame.bind(window);
  const paintings = [];
  window.requestAnimationFrame = (paint) => own((now) => { const begun = performance.now(); paint(now); paintings.push(performance.now() - begun); });
  const send = (type, x, y, more) => scatter.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, clientX: box.left + x, clientY: box.top + y, ...more }));
  const intervals = { drag: [], zoom: [] };
  let count = 0;
  let last = performance.now();
  send("pointerdown", 300, 200);
  const next = (now) => {
    const kind = count < frames ? "drag" : "zoom";
    if (count > 2) intervals[kind].push(performance.now() - last);
    last = performance.now();
    count += 1;
    if (count < frames) send("pointermove", 300 + 60 * Math.sin(count / 6), 200 + 40 * Math.cos(count / 5));
    else if (count === frames) send("pointerup", 300, 200);
    else scatter.dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, deltaY: count % 40 < 20 ? -60 : 60, clientX: box.left + 320, clientY: box.top + 220 }));
    if (count < 2 * frames) own(next);
    else done({ paintings, ...intervals, width: box.width, height: box.height });
  };
  own(next);
`;

function figures(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.toFixed(1);
  return `middle ${at(0.5)} ms, 95 of 100 under ${at(0.95)} ms, longest ${at(1)} ms (${sorted.length})`;
}

const session = await ask("/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary: BROWSER, args: ["--automation"] } } } });
const path = `/session/${session.sessionId}`;
try {
  await ask(`${path}/timeouts`, { script: 120_000 });
  await ask(`${path}/url`, { url: `${BASE}?place=results&scenario=sample&points=${POINTS}` });
  const run = (script) => ask(`${path}/execute/sync`, { script, args: [] });
  for (let tries = 0; tries < 200 && !(await run("const tab = document.getElementById('results-tab-map'); tab?.click(); return Boolean(document.querySelector('.scatter'))")); tries += 1) await wait(300);
  await wait(2000);
  const found = await ask(`${path}/execute/async`, { script: MEASURE, args: [120] });
  console.log(`${POINTS} points on ${found.width} x ${found.height} pixels`);
  console.log(`a painting: ${figures(found.paintings.filter((one) => one > 0.2))}`);
  console.log(`between frames while dragged: ${figures(found.drag)}`);
  console.log(`between frames while zoomed: ${figures(found.zoom)}`);
} finally {
  await ask(path, undefined, "DELETE");
}
