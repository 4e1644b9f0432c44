/** What this computer has, and how much of its disk models take. */
import { useAsk, type Computer } from "../../api";
import { Skeleton } from "../../components/States";
import { say } from "../../texts/say";

export function ComputerLine() {
  const computer = useAsk("computer", {});
  return (
    <div className="computer">
      <div className="computer-words">
        <p>{say("model.sentence")}</p>
        {computer.data ? <p className="computer-line">{say(computer.data.has_gpu ? "model.computer_gpu" : "model.computer", facts(computer.data))}</p> : null}
        {computer.loading ? <Skeleton lines={1} /> : null}
      </div>
      {computer.data ? <Disk computer={computer.data} /> : null}
    </div>
  );
}

const facts = (computer: Computer) => ({
  memory: computer.memory_bytes, free: computer.free_memory_bytes, cores: computer.cores, device: computer.device,
});

function Disk({ computer }: { computer: Computer }) {
  const { models_bytes: models, free_disk_bytes: free } = computer;
  const used = models / Math.max(1, models + free);
  const words = say("model.disk", { models, free });
  return (
    <div className="disk" role="img" aria-label={`${words}. ${say("model.folder", { folder: computer.models_folder })}`}>
      <span className="disk-bar"><span className="disk-fill" style={{ inlineSize: `${Math.max(0.5, used * 100)}%` }} /></span>
      <span className="disk-words">
        <span>{say("model.disk_models", { models })}</span>
        <span className="disk-folder">{computer.models_folder}</span>
        <span>{say("model.disk_free", { free })}</span>
      </span>
    </div>
  );
}
