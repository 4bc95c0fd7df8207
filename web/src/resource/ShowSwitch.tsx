import { ProjectOutlined, ProfileOutlined } from "../theme/icons";
import type { Noun } from "../api/types";
import { screensOf } from "../capabilities";
import { useReader } from "../words/Reader";
import type { SetState } from "./List";
import styles from "./ShowSwitch.module.css";
import type { ListState } from "./listState";

interface Props {
  noun: Noun;
  state: ListState;
  setState: SetState;
}

/** List or board, for nouns whose capability has a board. */
export function ShowSwitch({ noun, state, setState }: Props) {
  const { say } = useReader();
  if (!screensOf(noun.name).board) return null;
  const board = state.show === "board";
  return (
    <div className={styles.switch} role="group" aria-label={say("show.label")}>
      <button type="button" aria-pressed={!board} onClick={() => setState({ show: undefined })}>
        <ProfileOutlined />
        <span>{say("show.list")}</span>
      </button>
      {/* A board is of now. */}
      <button
        type="button"
        aria-pressed={board}
        onClick={() => setState({ show: "board", as_of: undefined })}
      >
        <ProjectOutlined />
        <span>{say("show.board")}</span>
      </button>
    </div>
  );
}
