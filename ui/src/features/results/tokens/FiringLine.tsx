/** A row of a neuron's card: the start of its text, or the place where the neuron fires most, underlined. */
import type { NeuronInRow } from "../../../api";
import { VisibleText } from "../../../components/text/DocumentText";
import { MarkedPieces } from "../../../components/text/MarkedText";
import { extract } from "./tokens";

export function FiringLine({ excerpt, found }: { excerpt: string; found: NeuronInRow | undefined }) {
  return <span className="why-line" dir="auto">{found ? <MarkedPieces pieces={extract(found.text)} /> : <VisibleText text={excerpt} />}</span>;
}
