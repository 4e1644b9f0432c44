/**
 * Waits until a page has asked and drawn all: no question to the imitated workbench is open, and nothing has changed for a
 * while. A page that never rests, like one with a running job, is taken as it is after `most` milliseconds; one that asks, when
 * it has its answers.
 */
export const settled = (page, { quiet = 100, most = 1500 } = {}) => page.evaluate(({ quiet, most }) => new Promise((done) => {
  const begun = performance.now();
  let changed = begun;
  const observer = new MutationObserver(() => { changed = performance.now(); });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const look = () => {
    const now = performance.now();
    const isAsking = window.openQuestions > 0 && now - begun < 10_000;
    if (isAsking) changed = now;
    if (isAsking || (now - changed < quiet && now - begun < most)) return setTimeout(look, 20);
    observer.disconnect();
    done();
  };
  look();
}), { quiet, most });

/** Longer than people pause in typing before what they typed is searched for. */
export const searched = (page) => settled(page, { quiet: 320, most: 2500 });
