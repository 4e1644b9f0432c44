/** What was exported before, and the proof that it can be chosen again. */
import { useState } from "react";
import { call, pick, useAsk, type Proof, type Prove } from "../../api";
import { attempt } from "../../app/commands";
import { Button } from "../../components";
import { count, moment } from "../../texts/format";
import { say } from "../../texts/say";
import { ProofNote } from "./ProofNote";

export function WrittenBefore() {
  const { data: exports = [] } = useAsk("exports", {});
  const [proof, setProof] = useState<{ of: string; proof: Proof | null } | null>(null);
  const prove = (of: string, which: Prove) => attempt(async () => {
    setProof({ of, proof: null });
    try {
      setProof({ of, proof: await call("prove", which) });
    } catch (failure) {
      setProof(null);
      throw failure;
    }
  });
  const proveFile = () => attempt(async () => {
    const [file] = await pick({ purpose: "passport" });
    if (file) prove(file.name, { of: "file", ticket: file.ticket });
  });
  const isBusy = proof !== null && proof.proof === null;
  return (
    <section className="written" aria-label={say("export.written")}>
      <div className="written-head">
        <h2 className="part-title">{say("export.written")}</h2>
        <Button look="quiet" disabled={isBusy} onClick={proveFile}>{say("export.prove_file")}</Button>
      </div>
      {exports.length === 0 ? <p className="hint">{say("export.written_none")}</p> : (
        <ul className="written-list">
          {exports.slice(0, 8).map((one) => (
            <li key={one.export}>
              <span className="written-words"><b dir="auto">{one.place}</b><small className="hint">{say("export.written_words", { documents: one.documents, when: moment(one.written_ms) })}</small></span>
              <Button aria-label={say("export.prove_this", { place: one.place })} disabled={isBusy} onClick={() => prove(one.place, { of: "export", export: one.export })}>{say("export.prove")}</Button>
            </li>
          ))}
        </ul>
      )}
      {exports.length > 8 && <p className="hint">{say("export.written_more", { more: count(exports.length - 8) })}</p>}
      {proof && <ProofNote of={proof.of} proof={proof.proof} />}
    </section>
  );
}
