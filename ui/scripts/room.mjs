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
