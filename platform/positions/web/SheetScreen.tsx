import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useState } from "react";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { getDocument, getWhole } from "./calls";
import { save } from "./save";
import styles from "./Sheet.module.css";
import { SheetView } from "./SheetView";
import { book } from "./words";

/** A sheet to be read, printed (or saved as PDF by the browser) and taken along as a document. */
export default function SheetScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const { message } = App.useApp();
  const { id } = useParams({ strict: false }) as { id: string };
  const [busy, setBusy] = useState(false);
  const found = useQuery({ queryKey: ["position_sheet", id, locale], queryFn: () => getWhole(id) });
  useTitle(found.data?.name);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const sheet = found.data;
  const document = async () => {
    setBusy(true);
    try {
      save(await getDocument(id), `${sheet.name} ${sheet.edition ?? ""}`.trim() + ".docx");
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.page}>
      <div className={styles.tools}>
        <div>
          <Link to="/$noun/$id" params={{ noun: "positions", id: sheet.position_id ?? "" }} search={{}}>
            {say("sheet.back")}
          </Link>
        </div>
        <Button loading={busy} onClick={() => void document()}>
          {say("sheet.docx")}
        </Button>
        <Button type="primary" onClick={() => globalThis.print()}>
          {say("sheet.print")}
        </Button>
      </div>
      <SheetView sheet={sheet} />
    </div>
  );
}
