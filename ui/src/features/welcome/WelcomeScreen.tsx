import { Screen } from "../../components";
import { say } from "../../texts/say";

export function WelcomeScreen() {
  return <Screen title={say("place.data")}>{null}</Screen>;
}
