import { useParams } from "@tanstack/react-router";
import { PolicyPage } from "./PolicyPage";

/** A policy with the text of the edition that the address names. */
export default function EditionScreen() {
  const { id, edition } = useParams({ strict: false }) as { id: string; edition: string };
  return <PolicyPage key={`${id}/${edition}`} id={id} edition={edition} />;
}
