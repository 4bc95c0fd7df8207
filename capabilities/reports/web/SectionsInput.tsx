import { Button, Checkbox } from "antd";
import { useBook } from "@shell/words/Reader";
import styles from "./Reports.module.css";
import { moved, SECTIONS, type SectionName, sectionsOf } from "./sentence";
import { book } from "./words";

interface Props {
  id?: string;
  value?: string[] | null;
  onChange?: (value: string[]) => void;
}

/** Which parts a report has, in which order: what is taken stands first, each moved by buttons, so that any key does. */
export function SectionsInput({ id, value, onChange }: Props) {
  const say = useBook(book);
  const taken = sectionsOf({ sections: value ?? null });
  const all: SectionName[] = [...taken, ...SECTIONS.filter((one) => !taken.includes(one))];
  const take = (name: SectionName, yes: boolean) => {
    const next = yes ? [...taken, name] : taken.filter((one) => one !== name);
    // A report without parts says nothing.
    if (next.length > 0) onChange?.(next);
  };
  return (
    <ol id={id} className={styles.sections}>
      {all.map((name) => {
        const at = taken.indexOf(name);
        const label = say(`section.${name}`);
        return (
          <li key={name}>
            <Checkbox checked={at >= 0} onChange={(event) => take(name, event.target.checked)}>
              {label}
            </Checkbox>
            {at >= 0 && (
              <span>
                <Button
                  size="small"
                  type="text"
                  disabled={at === 0}
                  aria-label={say("up", { name: label })}
                  onClick={() => onChange?.(moved(taken, name, -1))}
                >
                  ↑
                </Button>
                <Button
                  size="small"
                  type="text"
                  disabled={at === taken.length - 1}
                  aria-label={say("down", { name: label })}
                  onClick={() => onChange?.(moved(taken, name, 1))}
                >
                  ↓
                </Button>
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
