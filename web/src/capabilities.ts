import type { Capability, NounScreens, PageScreen } from "./capability";

const found = import.meta.glob<{ default: Capability }>(
  ["../../capabilities/*/web/index.ts", "../../platform/*/web/index.ts"],
  { eager: true },
);

export const capabilities: Capability[] = Object.values(found).map((module) => module.default);

export const pages: PageScreen[] = capabilities.flatMap((one) => one.pages ?? []);

/** What may come from several capabilities is a list, if an empty one. */
type Together = NounScreens &
  Required<Pick<NounScreens, "links" | "panels" | "below" | "dialogs" | "untold">>;

/** What all capabilities say of a noun; panels and screens about one row come from each of them. */
export function screensOf(noun: string): Together {
  const said = capabilities.map((one) => one.nouns?.[noun] ?? {});
  const all = {
    links: said.flatMap((one) => one.links ?? []),
    panels: said.flatMap((one) => one.panels ?? []),
    below: said.flatMap((one) => one.below ?? []),
    dialogs: Object.assign({}, ...said.map((one) => one.dialogs)),
    untold: said.flatMap((one) => one.untold ?? []),
  };
  return Object.assign({}, ...said, all);
}
