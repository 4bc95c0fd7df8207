import type { Capability, NounScreens, PageScreen } from "./capability";

const found = import.meta.glob<{ default: Capability }>(
  ["../../capabilities/*/web/index.ts", "../../platform/*/web/index.ts"],
  { eager: true },
);

export const capabilities: Capability[] = Object.values(found).map((module) => module.default);

export const pages: PageScreen[] = capabilities.flatMap((one) => one.pages ?? []);

/** What all capabilities say of a noun; panels and screens about one row come from each of them. */
export function screensOf(noun: string): NounScreens {
  const said = capabilities.map((one) => one.nouns?.[noun] ?? {});
  const links = said.flatMap((one) => one.links ?? []);
  const panels = said.flatMap((one) => one.panels ?? []);
  return Object.assign({}, ...said, links.length > 0 ? { links } : {}, panels.length > 0 ? { panels } : {});
}
