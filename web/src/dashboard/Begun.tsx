import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, Suspense, useState } from "react";
import { listRows } from "../api/calls";
import type { Noun } from "../api/types";
import { part } from "../parts/part";
import { Nothing } from "../shell/States";
import { useBook, useReader } from "../words/Reader";
import styles from "./Dashboard.module.css";
import { book } from "./words";

const FormDrawer = part(() => import("../resource/FormDrawer"));

/** The cards, unless there is nothing yet that they could count: then the ways to begin. */
export function Begun({ noun, children }: { noun: Noun | undefined; children: ReactNode }) {
  const { locale, say: shell } = useReader();
  const say = useBook(book);
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const found = useQuery({
    queryKey: ["rows", noun?.name ?? "", locale, "any"],
    queryFn: ({ signal }) => listRows(noun?.name ?? "", { limit: 1 }, signal),
    enabled: !!noun,
    staleTime: 60_000,
  });
  // The cards wait for nothing: an empty company is the rare case.
  if (!noun || !found.data || found.data.rows.length > 0) return children;
  return (
    <>
      <Nothing title={say("begin", { noun: noun.plural })} hint={say("begin.hint", { noun: noun.plural })}>
        <div className={styles.begin}>
          {noun.may.import && (
            <Button
              type="primary"
              href="/imports"
              onClick={(event) => {
                event.preventDefault();
                void navigate({ to: "/$noun", params: { noun: "imports" } });
              }}
            >
              {shell("list.import")}
            </Button>
          )}
          {noun.may.create && (
            <Button onClick={() => setCreating(true)}>{shell("list.new", { noun: noun.label })}</Button>
          )}
        </div>
      </Nothing>
      {creating && (
        <Suspense fallback={null}>
          <FormDrawer noun={noun} close={() => setCreating(false)} openAfter />
        </Suspense>
      )}
    </>
  );
}
