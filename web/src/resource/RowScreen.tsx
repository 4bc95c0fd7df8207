import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Suspense } from "react";
import { nounOf, useMeta } from "../api/queries";
import { screensOf } from "../capabilities";
import { Missing } from "../shell/Missing";
import { Waiting } from "../shell/States";
import { useReader } from "../words/Reader";
import { RowPage } from "./RowPage";

/** The page of whatever row the address names: the capability's own one, or the generic one. */
export function RowScreen() {
  const { locale } = useReader();
  const { noun: name, id } = useParams({ from: "/frame/$noun/$id" });
  const { as_of, in: list } = useSearch({ from: "/frame/$noun/$id" });
  const navigate = useNavigate({ from: "/$noun/$id" });
  const meta = useMeta(locale);
  const noun = nounOf(meta, name);
  if (!meta) return <Waiting />;
  if (!noun) return <Missing />;
  const Own = screensOf(name).row;
  if (Own) {
    return (
      <Suspense fallback={<Waiting />}>
        <Own noun={noun} id={id} />
      </Suspense>
    );
  }
  return (
    <RowPage
      key={id}
      noun={noun}
      id={id}
      asOf={as_of}
      setAsOf={(at) =>
        void navigate({
          search: { ...(at ? { as_of: at } : {}), ...(list ? { in: list } : {}) },
          // What the history knows of the list stays with the page.
          state: true,
        })
      }
    />
  );
}
