import { useRouter } from "@tanstack/react-router";
import { type ComponentProps, type MouseEvent, useMemo } from "react";
import type { OpenedFrom } from "./OpenedFrom";
import type { RowState } from "./rowState";

interface Props extends Omit<ComponentProps<"a">, "href"> {
  noun: string;
  id: string;
  search?: RowState;
  from?: OpenedFrom;
}

const NOW: RowState = {};

/**
 * A link to a row's page. The router's own links look at every change of the address to know whether they are the one
 * that is open; a list has a hundred links that never are.
 */
export function RowLink({ noun, id, search = NOW, from, onClick, children, ...rest }: Props) {
  const router = useRouter();
  const href = useMemo(
    () => router.buildLocation({ to: "/$noun/$id", params: { noun, id }, search }).href,
    [router, noun, id, search],
  );
  const clicked = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    // In a new tab, to be saved, … is the browser's to do.
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate({ to: "/$noun/$id", params: { noun, id }, search, state: from?.state });
  };
  return (
    <a
      {...rest}
      href={href}
      onClick={clicked}
      onPointerEnter={() => void router.preloadRoute({ to: "/$noun/$id", params: { noun, id }, search })}
    >
      {children}
    </a>
  );
}
