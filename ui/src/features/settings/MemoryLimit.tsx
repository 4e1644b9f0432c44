/** The most memory that reading with a model may take. Where the system holds no process to it, that is said instead. */
import { useAsk } from "../../api";
import { Select } from "../../components";
import { bytes } from "../../texts/format";
import { say } from "../../texts/say";
import { Setting } from "./Setting";

const GB = 1e9;
/** Amounts that can be chosen, as far as there is so much. */
const AMOUNTS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128].map((amount) => amount * GB);

export function MemoryLimit({ value, onChange }: { value: number | null; onChange: (limit: number | null) => void }) {
  const about = useAsk("about", {}).data;
  const computer = useAsk("computer", {}).data;
  if (!about || !computer) return null;
  const title = say("settings.memory");
  if (about.usual_memory_limit === null) return <Setting title={title} words={say("settings.memory_none")}><span className="ink-2">{say("settings.memory_no_limit")}</span></Setting>;
  const fitting = AMOUNTS.filter((amount) => amount < computer.memory_bytes);
  const choices = value === null || fitting.includes(value) ? fitting : [...fitting, value].sort((a, b) => a - b);
  const options = [
    { value: "0", label: say("settings.memory_usual", { size: about.usual_memory_limit }) },
    ...choices.map((amount) => ({ value: String(amount), label: bytes(amount) })),
  ];
  return (
    <Setting title={title} words={say("settings.memory_words", { size: computer.memory_bytes })}>
      <Select label={title} hideLabel options={options} value={String(value ?? 0)} onChange={(next) => onChange(next === "0" ? null : Number(next))} />
    </Setting>
  );
}
