/** A document with the places marked where some words stand; the one at hand is marked apart and comes into sight. */
import { Fragment, useEffect, useRef } from "react";
import { cx } from "../cx";
import { VisibleText } from "./DocumentText";
import { looksLikeCode } from "./visible";

/** Where words stand in a text, as pairs of start and end. Capitals do not matter; places do not overlap. */
export function placesOf(text: string, words: string): [number, number][] {
  if (words === "") return [];
  const wanted = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu");
  return [...text.matchAll(wanted)].map((found) => [found.index, found.index + found[0].length]);
}

/** `here` is the place at hand, counted from 0 in this text; another number where it is elsewhere. */
export function FoundText({ text, words, here }: { text: string; words: string; here: number }) {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => { mark.current?.scrollIntoView({ block: "center" }); }, [here, words]);
  const places = placesOf(text, words);
  return (
    <div dir="auto" className={cx("document-text", looksLikeCode(text) && "document-code")}>
      {places.map(([start, end], at) => (
        <Fragment key={start}>
          <VisibleText text={text.slice(places[at - 1]?.[1] ?? 0, start)} />
          <mark ref={at === here ? mark : null} className={cx("found", at === here && "found-here")}><VisibleText text={text.slice(start, end)} /></mark>
        </Fragment>
      ))}
      <VisibleText text={text.slice(places.at(-1)?.[1] ?? 0)} />
    </div>
  );
}
