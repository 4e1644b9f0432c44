/** The three ways to bring rows in, behind one button. */
import { addFiles, addFolder } from "../../app/commands";
import { Menu } from "../../components";
import { say } from "../../texts/say";

export function AddDataMenu({ onHub }: { onHub: () => void }) {
  return (
    <Menu label={say("data.add")} icon="plus" entries={[
      { id: "files", label: say("data.add.files"), hint: say("data.add.files_hint"), icon: "file", keys: "Mod O", onAction: addFiles },
      { id: "folder", label: say("data.add.folder"), hint: say("data.add.folder_hint"), icon: "folder", onAction: addFolder },
      { id: "hub", label: say("data.add.hub"), hint: say("data.add.hub_hint"), icon: "hub", onAction: onHub },
    ]} />
  );
}
