import type { MenuProps } from "antd";

type Item = NonNullable<NonNullable<MenuProps["items"]>[number]>;

/**
 * What the entries after it have in common. Ant Design's own groups keep the arrow keys inside themselves, so that
 * nothing after a group could be reached by them; this is an entry that the keys pass over.
 */
export function menuHeading(label: string): Item {
  const role = { role: "presentation" };
  return {
    key: `heading:${label}`,
    disabled: true,
    ...role,
    label: <span style={{ color: "var(--qm-muted)", fontSize: 12 }}>{label}</span>,
    style: { minHeight: 24, paddingBlock: 2, cursor: "default" },
  };
}
