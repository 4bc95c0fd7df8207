import { Suspense, useEffect } from "react";
import { nounOf } from "../api/queries";
import type { Meta, Session } from "../api/types";
import { part } from "../parts/part";

const palette = () => import("./palette/PaletteHere");
const Palette = part(palette);
const KeyMap = part(() => import("./KeyMap"));
const PasswordDialog = part(() => import("./PasswordDialog"));
const FormDrawer = part(() => import("../resource/FormDrawer"));

/** What the shell has laid over the page: one thing at a time. */
export type Opened = "palette" | "keys" | "password" | { create: string } | undefined;

interface Props {
  session: Session;
  meta: Meta;
  opened: Opened;
  open: (next: Opened) => void;
  openHelp: () => void;
}

export function Dialogs({ session, meta, opened, open, openHelp }: Props) {
  // Fetched ahead, so that the first letter typed after Ctrl+K arrives in it.
  useEffect(() => {
    const ahead = setTimeout(() => void palette().catch(() => undefined), 1500);
    return () => clearTimeout(ahead);
  }, []);
  const close = () => open(undefined);
  const noun = typeof opened === "object" ? nounOf(meta, opened.create) : undefined;
  return (
    <Suspense fallback={null}>
      {opened === "palette" && (
        <Palette session={session} meta={meta} open={open} openHelp={openHelp} close={close} />
      )}
      {opened === "keys" && <KeyMap close={close} />}
      {opened === "password" && <PasswordDialog close={close} />}
      {noun && <FormDrawer noun={noun} close={close} openAfter />}
    </Suspense>
  );
}
