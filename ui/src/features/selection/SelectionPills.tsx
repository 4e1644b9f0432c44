/** The selection's settings in force, each taken away by a press. */
import { useSelection } from "../../app/selection";
import { Pill } from "../../components/Tag";
import { say } from "../../texts/say";
import { composeAndTell, inForce } from "./composition";

export function SelectionPills() {
  const { composition } = useSelection();
  return inForce(composition).map(({ id, words, without }) => (
    <Pill key={id} label={say("selection.remove", { setting: words })} onRemove={() => composeAndTell(without, say("selection.removed", { setting: words }))}>{words}</Pill>
  ));
}
