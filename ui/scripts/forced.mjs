/**
 * What forced colours take away: shadows, and every colour that is no colour of the system. Asked inside the page, first with
 * the colours of the theme, then with forced ones on black. Each question must stand alone: it is sent there as text.
 */

/** Remembers what is to be seen by a shadow or by its ground alone: frames, and marks without words. */
function remember() {
  const inSight = (one) => { const box = one.getBoundingClientRect(); return box.width >= 1 && box.height >= 1 && one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest(".hidden"); };
  const opaque = (colour) => !/^(transparent|rgba\(.*, 0\))$/.test(colour);
  const groundOf = (one) => { for (let up = one; up; up = up.parentElement) { const { backgroundColor } = getComputedStyle(up); if (opaque(backgroundColor)) return backgroundColor; } return "rgb(255, 255, 255)"; };
  const all = [...document.querySelectorAll("body *")].filter((one) => !one.closest("svg") && inSight(one));
  const isMark = (one, pseudo) => { const { backgroundColor, content } = getComputedStyle(one, pseudo); return opaque(backgroundColor) && backgroundColor !== groundOf(pseudo ? one : one.parentElement) && (!pseudo || !/^(none|normal)$/.test(content)); };
  window.beforeForced = {
    framed: all.filter((one) => getComputedStyle(one).boxShadow !== "none"),
    marks: all.flatMap((one) => [
      ...(one.childElementCount === 0 && !one.textContent.trim() && !/^(INPUT|TEXTAREA|CANVAS|SELECT)$/.test(one.tagName) && isMark(one) ? [[one, undefined]] : []),
      ...["::before", "::after"].filter((pseudo) => isMark(one, pseudo)).map((pseudo) => [one, pseudo]),
    ]),
  };
}

/** What is no longer seen. */
function look() {
  const rgba = (colour) => (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const light = ([red, green, blue]) => [red, green, blue].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const over = (colour, ground) => { const [red, green, blue, alpha = 1] = rgba(colour); return [red, green, blue].map((part, at) => part * alpha + ground[at] * (1 - alpha)); };
  const GROUND = [0, 0, 0];
  const groundOf = (one) => { for (let up = one; up; up = up.parentElement) { const { backgroundColor } = getComputedStyle(up); if (rgba(backgroundColor)[3] !== 0) return over(backgroundColor, GROUND); } return GROUND; };
  const contrast = (colour, ground) => { const [a, b] = [light(over(colour, ground)), light(ground)]; return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };
  const told = (one) => one.outerHTML.replace(/\s+/g, " ").slice(0, 130);
  const inSight = (one) => { const box = one.getBoundingClientRect(); return box.width >= 1 && box.height >= 1 && one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !one.closest(".hidden"); };
  const all = (selector) => [...document.querySelectorAll(selector)].filter(inSight);
  const sides = ["Top", "Right", "Bottom", "Left"];
  const hasEdge = (one, pseudo) => {
    const style = getComputedStyle(one, pseudo);
    const ground = groundOf(one.parentElement);
    const isBorder = (side) => Number.parseFloat(style[`border${side}Width`]) >= 1 && !/none|hidden/.test(style[`border${side}Style`]) && contrast(style[`border${side}Color`], ground) >= 3;
    return sides.some(isBorder) || (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1 && contrast(style.outlineColor, ground) >= 3);
  };
  const standsOut = (one, pseudo) => getComputedStyle(one, pseudo).display === "none" || contrast(getComputedStyle(one, pseudo).backgroundColor, groundOf(pseudo ? one : one.parentElement)) >= 3 || hasEdge(one, pseudo);

  /** How parts are drawn, apart from their words: what is chosen must be drawn otherwise than what is not. */
  const drawn = (parts) => parts.flatMap((part) => [undefined, "::before", "::after"].map((pseudo) => {
    const style = getComputedStyle(part, pseudo);
    if (pseudo && /^(none|normal)$/.test(style.content)) return "";
    const outline = style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor;
    const borders = sides.map((side) => [style[`border${side}Width`], style[`border${side}Style`], style[`border${side}Color`]].join(" "));
    return [style.display, style.opacity, style.backgroundColor, style.backgroundImage, part.closest("svg") ? style.fill : "", outline, style.textDecorationLine, ...borders].join(" ");
  })).join("|");
  const within = (one) => [one, ...one.querySelectorAll("*")];
  /** Rows hold other things than their neighbours: they are compared by themselves. The focus is another matter. */
  const looksLike = (one, other) => !one.matches(":focus") && !other.matches(":focus") && (within(one).length === within(other).length ? drawn(within(one)) === drawn(within(other)) : drawn([one]) === drawn([other]));
  const alike = ["aria-checked", "aria-selected", "aria-pressed", "aria-current"].flatMap((attribute) => all(`[${attribute}]:not([${attribute}=false])`).filter((one) => {
    const others = [...document.getElementsByClassName(one.classList[0] ?? "")].filter((other) => other !== one && other.tagName === one.tagName && /^(false)?$/.test(other.getAttribute(attribute) ?? "") && inSight(other));
    return others.length > 0 && others.every((other) => looksLike(one, other));
  }));
  const here = all(".is-chosen, .is-current, .format-chosen, .verdict-chosen, .review-label-chosen, .history-now, .review-here, .is-used").filter((one) => {
    const others = [...document.getElementsByClassName(one.classList[0])].filter((other) => other.className !== one.className && inSight(other));
    return others.length > 0 && others.some((other) => looksLike(one, other));
  });

  const CONTROLS = ".button-edge, .button-solid, .input, .search, .checkbox-box, .segmented, .way, .format-card, .verdict, .review-label, .counter, .pill, .addbar-field, .number-box, .dialog-box, .popover, .chip";
  const shapes = all("svg path, svg rect, svg circle, svg line, svg polyline, svg polygon").filter((one) => !one.closest("defs, clipPath, [data-quiet]"));
  const isLost = (one) => {
    const { fill, stroke, fillOpacity } = getComputedStyle(one);
    const ground = groundOf(one);
    const inks = [fill, stroke].filter((ink) => ink !== "none" && rgba(ink)[3] !== 0);
    return inks.length > 0 && Number(fillOpacity) > 0 && inks.every((ink) => contrast(ink, ground) < 3);
  };
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.forcedColorAdjust = "none";
  const INKS = ["--neuron-shared", "--neuron-missing", "--neuron-only", "--neuron-common", "--score-4", "--score-median", "--line-3", "--ink-1", "--ink-2", "--ink-3", "--focus"];
  const pale = all("canvas").length === 0 ? [] : INKS.filter((name) => { probe.style.color = `var(${name})`; return contrast(getComputedStyle(probe).color, GROUND) < 3; });
  probe.remove();

  return [
    { what: "a frame that was a shadow is gone", where: window.beforeForced.framed.filter((one) => one.isConnected && inSight(one) && !standsOut(one) && getComputedStyle(one).backgroundImage === "none").map(told) },
    { what: "a mark is not seen", where: window.beforeForced.marks.filter(([one, pseudo]) => one.isConnected && inSight(one) && !standsOut(one, pseudo)).map(([one, pseudo]) => `${pseudo ?? ""} ${told(one)}`) },
    { what: "a control has no edge", where: all(CONTROLS).filter((one) => !hasEdge(one) && contrast(getComputedStyle(one).backgroundColor, groundOf(one.parentElement)) < 3).map(told) },
    { what: "what is chosen looks like what is not", where: [...alike, ...here].map(told) },
    { what: "a shape is not seen", where: shapes.filter(isLost).map((one) => `${told(one)} in ${told(one.closest("svg"))}`) },
    { what: "a canvas would paint what is not seen", where: pale },
  ];
}

export const unseen = { remember, look };
