import { Screen } from "../../components";
import { say } from "../../texts/say";

export function ResultsScreen() {
  return <Screen title={say("results.title")}>{null}</Screen>;
}
