import { Drawer } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import { usePhone } from "../resource/usePhone";
import styles from "./VisitSheet.module.css";

interface Props {
  title: string;
  close: () => void;
  footer?: ReactNode;
  children: ReactNode;
}

/** Over the whole of a phone, at the side of anything larger; its foot stays above the keyboard. */
export function Sheet({ title, close, footer, children }: Props) {
  const phone = usePhone();
  const height = useSeenHeight();
  return (
    <Drawer
      open
      placement={phone ? "bottom" : "right"}
      size={phone ? (height ?? "100%") : 520}
      title={title}
      onClose={close}
      footer={footer && <div className={styles.foot}>{footer}</div>}
      styles={{ wrapper: { maxWidth: "100vw" }, body: { padding: 16 } }}
    >
      {children}
    </Drawer>
  );
}

/** How much of the page can be seen: an iPhone's keyboard lies over it instead of making it smaller. */
function useSeenHeight(): number | undefined {
  const [height, setHeight] = useState<number>();
  useEffect(() => {
    const view = globalThis.visualViewport;
    if (!view) return;
    const look = () => setHeight(Math.round(view.height));
    look();
    view.addEventListener("resize", look);
    return () => view.removeEventListener("resize", look);
  }, []);
  return height;
}
