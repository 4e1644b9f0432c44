/** The window: welcome while no project is open, else the rail and the place that was chosen. */
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { useEffect, type ComponentType } from "react";
import { absorb, call, useAsk, useCache, type FileTicket } from "../api";
import { watch } from "../api/transport";
import { ErrorState, Skeleton } from "../components";
import { ActivityScreen } from "../features/activity/ActivityScreen";
import { DataScreen } from "../features/data/DataScreen";
import { ExportScreen } from "../features/export/ExportScreen";
import { GoalScreen } from "../features/goal/GoalScreen";
import { ModelScreen } from "../features/model/ModelScreen";
import { ProjectsScreen } from "../features/projects/ProjectsScreen";
import { ResultsScreen } from "../features/results/ResultsScreen";
import { MergeDialog } from "../features/review/MergeDialog";
import { copy } from "../features/review/merging";
import { SettingsScreen } from "../features/settings/SettingsScreen";
import { WelcomeScreen } from "../features/welcome/WelcomeScreen";
import { useLanguage } from "../texts/language";
import { Announcer } from "./announcer";
import { CommandPalette } from "./CommandPalette";
import { attempt, bring } from "./commands";
import { CrashNotice } from "./CrashNotice";
import { useJobNews } from "./jobNews";
import { usePlace, type Place } from "./navigation";
import { Rail } from "./Rail";
import { useSelectionOf } from "./selection";
import { useAppliedSettings } from "./settings";
import { ShortcutSheet } from "./ShortcutSheet";
import { useShortcuts } from "./shortcuts";
import { report } from "./status";
import { StatusLine } from "./StatusLine";
import { useWhere } from "./where";

const SCREENS: Record<Place, ComponentType> = {
  data: DataScreen, goal: GoalScreen, model: ModelScreen, results: ResultsScreen, export: ExportScreen,
  activity: ActivityScreen, projects: ProjectsScreen, settings: SettingsScreen,
};

/** Places that are there while no project is open; any other is the welcome then. */
const WITHOUT_PROJECT: ReadonlySet<Place> = new Set<Place>(["model", "settings", "projects"]);

export function App({ cache }: { cache: QueryClient }) {
  return <QueryClientProvider client={cache}><Window /></QueryClientProvider>;
}

function Window() {
  const overview = useAsk("overview", {});
  const project = overview.data?.project;
  const place = usePlace();
  const spoken = useLanguage();
  useWhere(overview.data === undefined ? undefined : (project ?? null));
  useAppliedSettings();
  useEvents();
  useJobNews();
  useSelectionOf(overview.data === undefined ? undefined : (project ?? null));
  useShortcuts(Boolean(project));
  const Shown = SCREENS[place];
  return (
    // Another language is another drawing of everything: no word may stay behind.
    <div className="window" key={spoken}>
      <div className="window-main">
        {overview.failure && !overview.data ? <ErrorState failure={overview.failure} onRetry={overview.again} />
          : overview.loading ? <Skeleton lines={6} />
          : project ? <><Rail project={project} /><Shown key={project.place} /></>
          : WITHOUT_PROJECT.has(place) ? <Shown /> : <WelcomeScreen />}
      </div>
      <StatusLine />
      <CommandPalette hasProject={Boolean(project)} />
      <ShortcutSheet />
      {project ? <MergeDialog /> : null}
      <CrashNotice />
      <Announcer />
    </div>
  );
}

/** What was dropped: another copy of the open project, a project to open, or data. */
async function dropped(files: FileTicket[]): Promise<void> {
  const [file] = files;
  if (!file || files.length > 1 || !file.name.endsWith(".neurosieve")) return bring(files);
  const { project } = await call("overview", {});
  if (project) return copy.set(file);
  await call("open_project", { by: "ticket", ticket: file.ticket });
}

function useEvents(): void {
  const cache = useCache();
  useEffect(() => {
    watch((event) => {
      absorb(cache, event);
      if (event.event === "dropped") attempt(() => dropped(event.value));
    }).catch(report);
  }, [cache]);
}
