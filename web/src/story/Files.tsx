import { Button, Image } from "antd";
import { Suspense, useState } from "react";
import { BASE } from "../api/client";
import type { FileTold } from "../api/types";
import { part } from "../parts/part";
import { DownloadOutlined, EyeOutlined, FileOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import styles from "./Files.module.css";
import { isPdf, isPicture, sizeOf } from "./size";

const PdfPreview = part(() => import("./PdfPreview"));

/** Files as one can look at them: pictures and PDF in place, everything else as a download. */
export function Files({ files }: { files: FileTold[] }) {
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.id} className={styles.file}>
          <OneFile file={file} />
        </li>
      ))}
    </ul>
  );
}

function OneFile({ file }: { file: FileTold }) {
  const { say, format } = useReader();
  const [gone, setGone] = useState(false);
  const [reading, setReading] = useState(false);
  const name = file.name ?? say("story.unnamed");
  return (
    <>
      {isPicture(file.name) && !gone ? (
        <Image
          rootClassName={styles.picture}
          width={56}
          height={42}
          loading="lazy"
          src={`${BASE}/files/${file.id}/preview`}
          alt={name}
          // A name ending may promise a picture that the bytes are not.
          onError={() => setGone(true)}
        />
      ) : (
        <span className={styles.icon}>
          <FileOutlined />
        </span>
      )}
      <a className={styles.name} href={`${BASE}/files/${file.id}`} download={name}>
        {name}
      </a>
      <span className="muted">{sizeOf(file.size, format)}</span>
      {isPdf(file.name) && (
        <Button
          type="text"
          size="small"
          icon={<EyeOutlined />}
          aria-label={say("story.look", { name })}
          onClick={() => setReading(true)}
        />
      )}
      <Button
        type="text"
        size="small"
        icon={<DownloadOutlined />}
        aria-label={say("story.download", { name })}
        href={`${BASE}/files/${file.id}`}
        download={name}
      />
      {reading && (
        <Suspense fallback={null}>
          <PdfPreview id={file.id} name={name} close={() => setReading(false)} />
        </Suspense>
      )}
    </>
  );
}
