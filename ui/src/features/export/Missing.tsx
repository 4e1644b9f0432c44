/** Nothing to export yet: what is missing, with the button that fixes it. */
import { go } from "../../app/navigation";
import { Button, EmptyState } from "../../components";
import { say } from "../../texts/say";
import type { Lack } from "./presentRanking";

const KEYS: Record<Lack, string> = { data: "Mod 1", goal: "Mod 2", model: "Mod 3" };

export function Missing({ what }: { what: Lack }) {
  const action = <Button look="solid" keys={KEYS[what]} onClick={() => go(what)}>{say(`export.missing.${what}.go`)}</Button>;
  return (
    <EmptyState icon="export" title={say("export.missing")} action={action}>
      <p>{say(`export.missing.${what}`)}</p>
      <p className="hint">{say("export.missing.example")}</p>
    </EmptyState>
  );
}
