import { App } from "antd";
import { useEffect, useRef, useState } from "react";
import { LARGEST_FILE } from "../api/upload";
import { CloseOutlined } from "../theme/icons";
import { CameraOutlined, PictureOutlined } from "../theme/laterIcons";
import { useBook } from "../words/Reader";
import { shrunk } from "./photo";
import styles from "./VisitSheet.module.css";
import { book } from "./words";

interface Props {
  photos: File[];
  change: (to: (photos: File[]) => File[]) => void;
}

/** Taken on the spot or chosen, and made small enough for the way before anything else. */
export function Photos({ photos, change }: Props) {
  const say = useBook(book);
  const { message } = App.useApp();
  const camera = useRef<HTMLInputElement>(null);
  const album = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const add = async (chosen: FileList | null) => {
    setBusy(true);
    // One after the other: a dozen of them opened at once is more than a phone has room for.
    for (const one of [...(chosen ?? [])]) {
      const small = await shrunk(one);
      if (small.size > LARGEST_FILE) void message.warning(say("photo.large", { name: small.name }));
      else change((held) => [...held, small]);
    }
    setBusy(false);
  };
  const input = (capture: boolean) => (
    <input
      ref={capture ? camera : album}
      type="file"
      accept="image/*"
      {...(capture ? { capture: "environment" as const } : { multiple: true })}
      hidden
      aria-label={say(capture ? "photo.take" : "photo.choose")}
      onChange={(event) => {
        // The list empties with the input, so what was chosen is read first.
        const chosen = event.target.files;
        void add(chosen).finally(() => {
          if (camera.current) camera.current.value = "";
          if (album.current) album.current.value = "";
        });
      }}
    />
  );
  return (
    <div role="group" aria-label={say("photos")}>
      <span className={styles.label}>{say("photos")}</span>
      <div className={styles.chips}>
        <button type="button" className={styles.chip} disabled={busy} onClick={() => camera.current?.click()}>
          <CameraOutlined /> {say("photo.take")}
        </button>
        <button type="button" className={styles.chip} disabled={busy} onClick={() => album.current?.click()}>
          <PictureOutlined /> {say("photo.choose")}
        </button>
      </div>
      {input(true)}
      {input(false)}
      {photos.length > 0 && (
        <ul className={styles.photos}>
          {photos.map((one, at) => (
            <li key={`${one.name} ${one.lastModified} ${at}`}>
              <Picture file={one} label={say("photo.number", { n: at + 1 })} />
              <button
                type="button"
                aria-label={say("photo.remove", { name: say("photo.number", { n: at + 1 }) })}
                onClick={() => change((held) => held.filter((other) => other !== one))}
              >
                <span>
                  <CloseOutlined />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Picture({ file, label }: { file: File; label: string }) {
  const picture = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const address = URL.createObjectURL(file);
    if (picture.current) picture.current.src = address;
    return () => URL.revokeObjectURL(address);
  }, [file]);
  return <img ref={picture} alt={label} />;
}
