import { useParams } from "@tanstack/react-router";
import { PersonPage } from "./PersonPage";

export default function PersonScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <PersonPage key={id} id={id} />;
}
