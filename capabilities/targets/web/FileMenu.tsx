import { Button, Dropdown } from "antd";
import { Suspense, useState } from "react";
import { BASE } from "@shell/api/client";
import { part } from "@shell/parts/part";
import { useBook, useReader } from "@shell/words/Reader";
import { book } from "./words";

const ImportDialog = part(() => import("./ImportDialog"));

interface Props {
  plan: string;
  mayExport: boolean;
  mayImport: boolean;
  /** The plan is another one now. */
  taken: () => void;
}

/** The plan as a file for a spreadsheet, out and in again. */
export function FileMenu({ plan, mayExport, mayImport, taken }: Props) {
  const say = useBook(book);
  const { locale } = useReader();
  const [importing, setImporting] = useState(false);
  if (!mayExport && !mayImport) return null;
  const items = [
    ...(mayExport
      ? [
          { key: "xlsx", label: say("file.xlsx") },
          { key: "csv", label: say("file.csv") },
        ]
      : []),
    ...(mayImport ? [{ key: "import", label: say("file.import") }] : []),
  ];
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items,
          onClick: ({ key }) => {
            if (key === "import") setImporting(true);
            // The browser takes it to the disk by itself; the session's cookie goes along.
            else globalThis.location.assign(`${BASE}/target_plans/${plan}/grid.${key}?locale=${locale}`);
          },
        }}
      >
        <Button>{say("file")}</Button>
      </Dropdown>
      {importing && (
        <Suspense fallback={null}>
          <ImportDialog plan={plan} taken={taken} close={() => setImporting(false)} />
        </Suspense>
      )}
    </>
  );
}
