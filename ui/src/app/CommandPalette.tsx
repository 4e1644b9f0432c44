/** Find anything: places and actions by name, under Ctrl+K. */
import { Autocomplete, Dialog as AriaDialog, Header, Input, Menu, MenuItem, MenuSection, Modal, ModalOverlay, SearchField, useFilter } from "react-aria-components";
import { Icon, KeyCap, type IconName } from "../components";
import { say, type TextKey } from "../texts/say";
import { addFiles, addFolder, closeProject, newProject, openProject, openSample } from "./commands";
import { go, SIDE_PLACES, WORK_PLACES, type Place } from "./navigation";
import { sheet } from "./shortcuts";
import { useSettings } from "./settings";
import { useStore } from "./store";

interface Command { id: string; text: TextKey; icon: IconName; keys?: string; run: () => void }

const PLACES: Command[] = [...WORK_PLACES, ...SIDE_PLACES].map((place: Place, at) => ({
  id: place, text: `place.${place}`, icon: place, run: () => go(place), ...(at < 5 ? { keys: `Mod ${at + 1}` } : {}),
}));

/** Places that need no project. */
const ALWAYS: Command[] = [
  { id: "model", text: "model.title_all", icon: "model", run: () => go("model") },
  ...PLACES.filter(({ id }) => id === "projects" || id === "settings"),
];

function useCommands(): Command[] {
  const { change } = useSettings();
  return [
    { id: "files", text: "command.open_data", icon: "file", keys: "Mod O", run: addFiles },
    { id: "folder", text: "command.open_folder", icon: "folder", run: addFolder },
    { id: "open", text: "command.open_project", icon: "projects", keys: "Mod Shift O", run: openProject },
    { id: "new", text: "command.new_project", icon: "plus", run: newProject },
    { id: "sample", text: "command.sample", icon: "results", run: openSample },
    { id: "close", text: "command.close_project", icon: "cross", run: closeProject },
    { id: "light", text: "command.theme.light", icon: "sun", run: () => change({ theme: "light" }) },
    { id: "dark", text: "command.theme.dark", icon: "half", run: () => change({ theme: "dark" }) },
    { id: "system", text: "command.theme.system", icon: "settings", run: () => change({ theme: "system" }) },
    { id: "comfortable", text: "command.density.comfortable", icon: "columns", run: () => change({ density: "comfortable" }) },
    { id: "compact", text: "command.density.compact", icon: "columns", run: () => change({ density: "compact" }) },
    { id: "keys", text: "command.shortcuts", icon: "help", keys: "?", run: () => sheet.set("keys") },
  ];
}

export function CommandPalette({ hasProject }: { hasProject: boolean }) {
  const open = useStore(sheet) === "palette";
  return (
    <ModalOverlay className="dialog-veil palette-veil" isOpen={open} isDismissable onOpenChange={(is) => { if (!is) sheet.set("none"); }}>
      <Modal className="dialog-box dialog-narrow"><AriaDialog className="dialog palette" aria-label={say("palette.label")}><Palette hasProject={hasProject} /></AriaDialog></Modal>
    </ModalOverlay>
  );
}

function Palette({ hasProject }: { hasProject: boolean }) {
  const { contains } = useFilter({ sensitivity: "base" });
  const commands = useCommands();
  const run = (command: Command) => {
    sheet.set("none");
    command.run();
  };
  return (
    <Autocomplete filter={contains}>
      <SearchField className="palette-search" aria-label={say("palette.label")} autoFocus>
        <Icon name="search" /><Input className="palette-input" placeholder={say("palette.placeholder")} />
      </SearchField>
      <Menu className="menu palette-menu" aria-label={say("palette.label")} renderEmptyState={() => <p className="hint palette-nothing">{say("palette.nothing")}</p>}>
        <Section title="palette.group.places" commands={hasProject ? PLACES : ALWAYS} run={run} />
        <Section title="palette.group.actions" commands={commands} run={run} />
      </Menu>
    </Autocomplete>
  );
}

function Section({ title, commands, run }: { title: TextKey; commands: Command[]; run: (command: Command) => void }) {
  return (
    <MenuSection>
      <Header className="menu-header">{say(title)}</Header>
      {commands.map((command) => (
        <MenuItem key={command.id} id={command.id} textValue={say(command.text)} className="menu-item" onAction={() => run(command)}>
          <span className="menu-mark"><Icon name={command.icon} /></span><span className="menu-words">{say(command.text)}</span>
          {command.keys && <KeyCap keys={command.keys} />}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
