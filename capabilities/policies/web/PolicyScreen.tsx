import { PolicyPage } from "./PolicyPage";

/** A policy with the text that its reader should read. */
export default function PolicyScreen({ id }: { id: string }) {
  return <PolicyPage key={id} id={id} />;
}
