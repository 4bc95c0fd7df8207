import { Button, Modal } from "antd";
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from "pdfjs-dist";
import worker from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { useEffect, useRef, useState } from "react";
import { BASE, raw } from "../api/client";
import { Failed, Waiting } from "../shell/States";
import { useReader } from "../words/Reader";
import styles from "./Files.module.css";

GlobalWorkerOptions.workerSrc = worker;

/** Pages that are drawn at once; the rest when somebody asks. */
const STEP = 10;

interface Props {
  id: string;
  name: string;
  close: () => void;
}

/** A PDF drawn as pictures of its pages: nothing that is in it runs, and the server never serves it as a page. */
export default function PdfPreview({ id, name, close }: Props) {
  const { say } = useReader();
  const [document, setDocument] = useState<PDFDocumentProxy>();
  const [error, setError] = useState<unknown>();
  const [shown, setShown] = useState(STEP);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let over = false;
    let opened: PDFDocumentProxy | undefined;
    const open = async () => {
      try {
        const data = await (await raw(`/files/${id}`)).arrayBuffer();
        opened = await getDocument({ data, isEvalSupported: false, enableXfa: false }).promise;
        if (over) await opened.destroy();
        else setDocument(opened);
      } catch (caught) {
        if (!over) setError(caught);
      }
    };
    void open();
    return () => {
      over = true;
      void opened?.destroy();
    };
  }, [id, round]);
  const count = document?.numPages ?? 0;
  return (
    <Modal
      open
      title={name}
      width={900}
      onCancel={close}
      footer={[
        <Button key="download" type="primary" href={`${BASE}/files/${id}`} download={name}>
          {say("story.download", { name })}
        </Button>,
      ]}
    >
      {error ? (
        <Failed
          error={error}
          again={() => {
            setError(undefined);
            setRound(round + 1);
          }}
        />
      ) : document ? (
        <div className={styles.pages}>
          {Array.from({ length: Math.min(count, shown) }, (_, at) => (
            <PageDrawn key={at} document={document} number={at + 1} />
          ))}
          {count > shown && <Button onClick={() => setShown(shown + STEP)}>{say("timeline.more")}</Button>}
        </div>
      ) : (
        <Waiting lines={8} />
      )}
    </Modal>
  );
}

function PageDrawn({ document, number }: { document: PDFDocumentProxy; number: number }) {
  const { say } = useReader();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let over = false;
    let stop: (() => void) | undefined;
    const draw = async () => {
      const page = await document.getPage(number);
      if (over || !canvas.current) return;
      const viewport = page.getViewport({ scale: 1.5 });
      canvas.current.width = viewport.width;
      canvas.current.height = viewport.height;
      const task = page.render({ canvas: canvas.current, viewport });
      stop = () => task.cancel();
      await task.promise;
    };
    // A page that was closed while it was drawn is no failure.
    draw().catch(() => undefined);
    return () => {
      over = true;
      stop?.();
    };
  }, [document, number]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={say("story.page", { n: number, all: document.numPages })}
      data-page={number}
    />
  );
}
