import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useEffect, useEffectEvent, useRef } from "react";
import { createRow, deleteRow, editRow } from "@shell/api/calls";
import { Problem } from "@shell/api/problem";
import { isSent } from "@shell/approval/ask";
import { useWritten } from "@shell/resource/useWrites";
import { useBook } from "@shell/words/Reader";
import type { Board, InitiativeCard, PathCard, ResourceCard, Use } from "./types";
import { book } from "./words";

const USES = "initiative_resource_uses";
const UNDO_SECONDS = 8;

export interface Changes {
  /** The resource serves the initiative, too. */
  assign: (resource: ResourceCard, initiative: InitiativeCard) => void;
  /** It serves that one no longer. */
  free: (use: Use, resource: ResourceCard, initiative: Pick<InitiativeCard, "id" | "name">) => void;
  /** The initiative is a part of that path, or of none. */
  move: (initiative: InitiativeCard, path: PathCard | undefined) => void;
  /** The resource serves a path itself, or none. */
  dedicate: (resource: ResourceCard, path: PathCard | undefined) => void;
}

/** Takes a change back. */
type Undo = () => Promise<unknown>;

/** What is done to a board by hand: shown at once, put back when it is refused, taken back on demand. */
export function useChanges(): Changes {
  const say = useBook(book);
  const client = useQueryClient();
  const written = useWritten();
  const { message } = App.useApp();
  const last = useRef<Undo>(undefined);

  const patch = (change: (board: Board) => Board) =>
    client.setQueriesData<Board>(
      { predicate: ({ queryKey: [what, , which] }) => what === "related" && which === "board" },
      (board) => board && change(board),
    );
  const failed = async (error: unknown) => {
    if (!isSent(error)) void message.error(error instanceof Problem ? error.message : String(error), 6);
    await written();
  };
  const takeBack = async (undo: Undo, key: string) => {
    last.current = undefined;
    message.destroy(key);
    try {
      await undo();
      await written();
      void message.success(say("undone"));
    } catch (error) {
      await failed(error);
    }
  };
  const change = async (show: (board: Board) => Board, act: () => Promise<Undo>, said: string) => {
    patch(show);
    try {
      const undo = await act();
      last.current = undo;
      await written();
      const key = crypto.randomUUID();
      void message.open({
        key,
        type: "success",
        duration: UNDO_SECONDS,
        content: (
          <>
            {said}
            <Button
              type="link"
              size="small"
              aria-keyshortcuts="Control+Z"
              onClick={() => void takeBack(undo, key)}
            >
              {say("undo")}
            </Button>
          </>
        ),
      });
    } catch (error) {
      await failed(error);
    }
  };

  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    if (!last.current || (event.target as Element | null)?.closest("input, textarea")) return;
    event.preventDefault();
    void takeBack(last.current, "");
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  const use = async (resource: string, initiative: string, share?: number | null) => {
    const body = { resource_id: resource, initiative_id: initiative, ...(share == null ? {} : { share }) };
    return (await createRow(USES, body, crypto.randomUUID())).row;
  };
  /** Sets one reference of a row, and gives back what sets it as it was. */
  const refer = async (
    noun: string,
    row: { id: string; version: number; path: string | null },
    path: string | null,
  ) => {
    const envelope = await editRow(noun, row, { path_id: path });
    return () => editRow(noun, envelope.row, { path_id: row.path });
  };

  return {
    assign: (resource, initiative) => {
      const fresh: Use = {
        id: `new:${resource.id}:${initiative.id}`,
        version: 0,
        resource: resource.id,
        initiative: initiative.id,
        share: null,
      };
      void change(
        (board) =>
          // A board of one path does not know what it has never shown.
          board.initiatives.some((one) => one.id === initiative.id)
            ? { ...board, uses: [...board.uses, fresh] }
            : board,
        async () => {
          const row = await use(resource.id, initiative.id);
          return () => deleteRow(USES, row);
        },
        say("changed.assigned", { resource: resource.name, initiative: initiative.name }),
      );
    },
    free: (one, resource, initiative) =>
      void change(
        (board) => ({ ...board, uses: board.uses.filter((other) => other.id !== one.id) }),
        async () => {
          await deleteRow(USES, one);
          return () => use(one.resource, one.initiative, one.share);
        },
        say("changed.freed", { resource: resource.name, initiative: initiative.name }),
      ),
    move: (initiative, path) =>
      void change(
        (board) => ({
          ...board,
          initiatives: board.initiatives.map((one) =>
            one.id === initiative.id ? { ...one, path: path?.id ?? null } : one,
          ),
        }),
        () => refer("initiatives", initiative, path?.id ?? null),
        path
          ? say("changed.moved", { initiative: initiative.name, path: path.name })
          : say("changed.alone", { initiative: initiative.name }),
      ),
    dedicate: (resource, path) =>
      void change(
        (board) => ({
          ...board,
          resources: board.resources.map((one) =>
            one.id === resource.id ? { ...one, path: path?.id ?? null } : one,
          ),
        }),
        () => refer("initiative_resources", resource, path?.id ?? null),
        path
          ? say("changed.dedicated", { resource: resource.name, path: path.name })
          : say("changed.idle", { resource: resource.name }),
      ),
  };
}
