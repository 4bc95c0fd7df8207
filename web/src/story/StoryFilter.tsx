import { Button } from "antd";
import { nounOf, useMeta } from "../api/queries";
import { RefInput } from "../resource/RefInput";
import { useReader } from "../words/Reader";
import type { Word } from "../words/words";
import styles from "./StoryFilter.module.css";

export interface Wanted {
  /** Parts of the story; none is all of it. */
  kinds: string[];
  person?: string;
}

const PARTS: [string, Word][] = [
  ["changes", "story.part.changes"],
  ["comments", "story.part.comments"],
  ["meetings", "story.part.meetings"],
  ["files", "story.part.files"],
  ["tasks", "story.part.tasks"],
];

interface Props {
  wanted: Wanted;
  change: (next: Wanted) => void;
  /** Without activities there are changes only, and nothing to choose. */
  parts: boolean;
}

export function StoryFilter({ wanted, change, parts }: Props) {
  const { say, locale } = useReader();
  const people = nounOf(useMeta(locale), "people");
  const toggle = (part: string) => {
    const kinds = wanted.kinds.includes(part)
      ? wanted.kinds.filter((one) => one !== part)
      : [...wanted.kinds, part];
    // All parts together are the whole story.
    change({ ...wanted, kinds: kinds.length === PARTS.length ? [] : kinds });
  };
  return (
    <div className={styles.filter} role="group" aria-label={say("story.filter")}>
      {parts && (
        <>
          <Button
            size="small"
            aria-pressed={wanted.kinds.length === 0}
            onClick={() => change({ ...wanted, kinds: [] })}
          >
            {say("story.part.all")}
          </Button>
          {PARTS.map(([part, word]) => (
            <Button
              key={part}
              size="small"
              aria-pressed={wanted.kinds.includes(part)}
              onClick={() => toggle(part)}
            >
              {say(word)}
            </Button>
          ))}
        </>
      )}
      {people && (
        <div className={styles.person}>
          <RefInput
            field={{ name: "person", label: say("story.person"), kind: "ref", ref: "people" }}
            value={wanted.person ?? null}
            placeholder={say("story.person")}
            aria-label={say("story.person")}
            size="small"
            pickOnly
            onChange={(id) => change({ ...wanted, person: typeof id === "string" ? id : undefined })}
          />
        </div>
      )}
    </div>
  );
}
