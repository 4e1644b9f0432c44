/** Questions that are asked inside the page, about room and stillness. Each must stand alone: it is sent there as text. */

/** What takes time to move. */
export function moving() {
  const slow = (list) => list.split(",").some((time) => Number.parseFloat(time) > 0.01);
  return [...document.querySelectorAll("body *")].filter((one) => { const { transitionDuration, animationDuration, animationName } = getComputedStyle(one); return slow(transitionDuration) || (animationName !== "none" && slow(animationDuration)); }).map((one) => one.outerHTML.slice(0, 120));
}

/**
 * Words that something cuts off without saying so. An ellipsis or a clamped number of lines says so, and what scrolls can be
 * scrolled to; text that is for the ear alone is not seen anyway.
 */
export function cut() {
  const lost = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const owner = text.parentElement;
    if (!text.data.trim() || !owner || owner.closest(".hidden, svg, canvas, script, style, option, [inert]")) continue;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.width < 1 || getComputedStyle(owner).visibility !== "visible") continue;
    for (let up = owner; up && up !== document.body; up = up.parentElement) {
      const { overflowX, overflowY, textOverflow, webkitLineClamp, position } = getComputedStyle(up);
      if (/auto|scroll/.test(overflowX + overflowY) || textOverflow === "ellipsis" || webkitLineClamp !== "none") break;
      const clip = up.getBoundingClientRect();
      const acrossLost = /hidden|clip/.test(overflowX) && (box.right > clip.right + 1.5 || box.left < clip.left - 1.5);
      const downLost = /hidden|clip/.test(overflowY) && (box.bottom > clip.bottom + 3 || box.top < clip.top - 3);
      if (acrossLost || downLost) {
        lost.push(`"${text.data.trim().slice(0, 60)}" in ${up.outerHTML.slice(0, 110)}`);
        break;
      }
      if (position === "fixed") break;
    }
  }
  return lost;
}

/** Controls and words that stand outside the page, where nothing can be scrolled to them. */
export function outside() {
  const scrolls = (one) => { for (let up = one.parentElement; up; up = up.parentElement) if (/auto|scroll/.test(getComputedStyle(up).overflowX) && up.scrollWidth > up.clientWidth) return true; return false; };
  const isHidden = (one) => one.closest(".hidden, [aria-hidden=true], .table, svg") !== null;
  return [...document.querySelectorAll("button, input, select, h1, h2, p, label, [role=tab]")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && !isHidden(one) && (box.right > window.innerWidth + 1 || box.left < -1) && !scrolls(one);
  }).map((one) => one.outerHTML.slice(0, 140));
}

/** Controls in sight that something lies over, which is no part of what they scroll in. */
export function covered() {
  const scrollers = (one) => { const found = []; for (let up = one.parentElement; up; up = up.parentElement) if (/auto|scroll/.test(getComputedStyle(up).overflowX + getComputedStyle(up).overflowY)) found.push(up); return found; };
  // What stands at the edge of what it scrolls in is half hidden, as it should be.
  const isOut = (x, y) => ({ left, right, top, bottom }) => x < left + 2 || x > right - 2 || y < top + 2 || y > bottom - 2;
  return [...document.querySelectorAll("button, input, select, textarea, [role=tab], [role=radio]")].filter((one) => {
    const box = one.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || one.closest(".hidden, [inert], [aria-hidden=true]") || !one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || getComputedStyle(one).pointerEvents === "none") return false;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const within = scrollers(one);
    if (x < 0 || y < 0 || x >= window.innerWidth || y >= window.innerHeight || within.some((each) => isOut(x, y)(each.getBoundingClientRect()))) return false;
    const above = document.elementFromPoint(x, y);
    // A note or a menu that is open lies over things by its nature, and closes by Escape.
    return above !== null && !one.contains(above) && !above.contains(one) && !within.some((each) => each.contains(above)) && !above.closest(".popover, .coach, .scatter-note, label, [data-testid=underlay]") && !one.closest("label")?.contains(above);
  }).map((one) => `${one.outerHTML.slice(0, 110)} under ${document.elementFromPoint((one.getBoundingClientRect().left + one.getBoundingClientRect().right) / 2, (one.getBoundingClientRect().top + one.getBoundingClientRect().bottom) / 2)?.outerHTML.slice(0, 60)}`);
}

/** Words, marks and boxes that lie on each other although both are seen. */
export function overlapping() {
  const FLOATS = ".popover, .coach, .scatter-note, .dialog-box";
  const range = document.createRange();
  const isOnTop = (owner, box) => { const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2); return top !== null && (owner.contains(top) || top.contains(owner)); };
  const inSight = (owner, box) => box.right - box.left > 4 && box.bottom - box.top > 4 && box.right > 0 && box.bottom > 0 && box.left < window.innerWidth && box.top < window.innerHeight && isOnTop(owner, box);
  /** What is left of a box by everything that hides what goes beyond it. */
  const clipped = (owner, { left, right, top, bottom }) => {
    let box = { left, right, top, bottom };
    for (let up = owner; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX === "visible" && getComputedStyle(up).overflowY === "visible") continue;
      const by = up.getBoundingClientRect();
      box = { left: Math.max(box.left, by.left), right: Math.min(box.right, by.right), top: Math.max(box.top, by.top), bottom: Math.min(box.bottom, by.bottom) };
    }
    return box;
  };
  const found = [...document.querySelectorAll(".checkbox-box, svg.icon, select.input, input.input")].filter((one) => !one.closest(".hidden, [inert]")).map((owner) => ({ owner, box: owner.getBoundingClientRect() }));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const owner = text.parentElement;
    if (!text.data.trim() || !owner || owner.closest(".hidden, svg, option, [aria-hidden=true], [inert], mark, .scatter")) continue;
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) found.push({ owner, box: clipped(owner, box) });
  }
  const seen = found.filter(({ owner, box }) => inSight(owner, box)).sort((a, b) => a.box.top - b.box.top);
  const lost = [];
  seen.forEach((one, at) => {
    for (let next = at + 1; next < seen.length && seen[next].box.top < one.box.bottom - 4; next += 1) {
      const other = seen[next];
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
      // What floats lies over other things by its nature.
      if (one.owner.closest(FLOATS) !== other.owner.closest(FLOATS)) continue;
      const isField = (each) => each.matches("select, input") && each.parentElement.contains(each === one.owner ? other.owner : one.owner);
      if (across > 4 && down > 6 && !one.owner.contains(other.owner) && !other.owner.contains(one.owner) && !isField(one.owner) && !isField(other.owner)) lost.push(`${one.owner.outerHTML.slice(0, 80)} and ${other.owner.outerHTML.slice(0, 80)}`);
    }
  });
  return lost;
}
