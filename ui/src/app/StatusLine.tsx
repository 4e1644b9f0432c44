/** One line at the foot of the window that says what happened; failures stay until dismissed. */
import { Button, CopyDetails, Icon, IconButton } from "../components";
import { say } from "../texts/say";
import { dismiss, notices, type Notice } from "./status";
import { useStore } from "./store";

export function StatusLine() {
  const all = useStore(notices);
  if (all.length === 0) return null;
  return (
    <section className="status" aria-label={say("status.label")}>
      {all.map((notice) => <StatusNotice key={notice.id} notice={notice} />)}
    </section>
  );
}

function StatusNotice({ notice }: { notice: Notice }) {
  return (
    <div className={notice.failure ? "status-notice status-failure" : "status-notice"}>
      <Icon name={notice.failure ? "warn" : "info"} />
      <p className="status-text">{notice.text}</p>
      {notice.action && <Button look="quiet" onClick={() => { dismiss(notice.id); notice.action?.run(); }}>{notice.action.label}</Button>}
      {notice.failure && <CopyDetails failure={notice.failure} />}
      <IconButton icon="cross" label={say("status.dismiss")} onClick={() => dismiss(notice.id)} />
    </div>
  );
}
