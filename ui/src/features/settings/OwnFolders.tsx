/** The folders for projects and models: where they are, and another place for them. */
import { pick, useAsk, useDo, type FolderView } from "../../api";
import { attempt } from "../../app/commands";
import { report } from "../../app/status";
import { Button, ErrorState, Icon } from "../../components";
import { say } from "../../texts/say";
import { Setting } from "./Setting";

export function OwnFolders() {
  const folders = useAsk("folders", {});
  if (folders.failure) return <ErrorState failure={folders.failure} onRetry={folders.again} compact />;
  return <>{folders.data?.map((folder) => <OwnFolder key={folder.folder} view={folder} />)}</>;
}

function OwnFolder({ view }: { view: FolderView }) {
  const choosing = useDo("choose_folder");
  const choose = (ticket: number | null) => choosing.mutate({ folder: view.folder, ticket }, { onError: (failure) => report(failure) });
  const pickOne = () => attempt(async () => {
    const [place] = await pick({ purpose: "own_folder" });
    if (place) choose(place.ticket);
  });
  return (
    <Setting title={say(`settings.folder.${view.folder}`)} words={say(`settings.folder_words.${view.folder}`)}>
      <div className="setting-folder">
        <span className="mono">{view.place}</span>
        {view.is_there ? null : <span className="import-note"><Icon name="warn" />{say("settings.folder_missing")}</span>}
        {view.is_fixed ? <span className="hint">{say("settings.folder_fixed")}</span> : (
          <span className="setting-deeds">
            {view.is_chosen ? <Button look="quiet" onClick={() => choose(null)}>{say("settings.folder_usual")}</Button> : null}
            <Button aria-label={say("settings.folder_choose_named", { folder: say(`settings.folder.${view.folder}`) })} onClick={pickOne}>{say("settings.folder_choose")}</Button>
          </span>
        )}
      </div>
    </Setting>
  );
}
