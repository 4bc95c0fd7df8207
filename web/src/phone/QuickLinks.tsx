import { Dropdown } from "antd";
import { PhoneOutlined } from "../theme/icons";
import { EnvironmentOutlined } from "../theme/laterIcons";
import { useBook, useReader } from "../words/Reader";
import type { Around } from "./around";
import { mapLink } from "./links";
import styles from "./Phone.module.css";
import { book } from "./words";

/**
 * Rings up and shows the way. With several numbers one chooses whom; where there is none, or none is known yet, the button
 * keeps its place: a thumb finds the others where they always are.
 */
export function QuickLinks({ around }: { around: Around }) {
  const { locale } = useReader();
  const say = useBook(book);
  const [first, ...others] = around.calls;
  const face = (
    <>
      <PhoneOutlined />
      <span>{say("call")}</span>
    </>
  );
  const way = (
    <>
      <EnvironmentOutlined />
      <span>{say("map")}</span>
    </>
  );
  return (
    <>
      {!first && (
        <button type="button" className={styles.quick} disabled title={say("call.none")}>
          {face}
        </button>
      )}
      {first && others.length === 0 && (
        <a className={styles.quick} href={first.link} aria-label={say("call.who", { name: first.name })}>
          {face}
        </a>
      )}
      {first && others.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            className: styles.calls,
            // A key presses the entry, not the link in it.
            onClick: ({ key, domEvent }) => {
              if (domEvent.type === "keydown") globalThis.location.assign(key);
            },
            items: around.calls.map((one) => ({
              key: one.link,
              label: (
                <a href={one.link}>
                  {one.name} <span className="muted">{one.number}</span>
                </a>
              ),
            })),
          }}
        >
          <button type="button" className={styles.quick}>
            {face}
          </button>
        </Dropdown>
      )}
      {!around.address ? (
        <button type="button" className={styles.quick} disabled title={say("map.none")}>
          {way}
        </button>
      ) : (
        <a
          className={styles.quick}
          href={mapLink(around.address, locale, navigator.userAgent)}
          target="_blank"
          rel="noreferrer"
          title={around.address}
        >
          {way}
        </a>
      )}
    </>
  );
}
