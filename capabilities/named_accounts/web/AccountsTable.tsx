import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { Noun } from "@shell/api/types";
import { Tone } from "@shell/resource/Cell";
import { fieldOf } from "@shell/resource/fields";
import { CloseOutlined, EditOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import { AccountName } from "./AccountName";
import styles from "./Named.module.css";
import type { Line } from "./types";
import { book } from "./words";

interface Props {
  lines: Line[];
  noun: Noun;
  change?: (line: Line) => void;
  remove?: (line: Line) => void;
}

/** The accounts of an edition: a table where there is room, cards on a phone. */
export function AccountsTable({ lines, noun, change, remove }: Props) {
  const say = useBook(book);
  const { format } = useReader();
  const toneOf = (field: string, value: string | null) =>
    fieldOf(noun, field)?.options?.find((option) => option.value === value);
  const won = lines.some((line) => line.won);
  const potential = lines.some((line) => line.potential);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{say("col.account")}</th>
          <th scope="col">{say("col.person")}</th>
          <th scope="col">{say("col.grade")}</th>
          {potential && (
            <th scope="col" className={styles.amount}>
              {say("col.potential")}
            </th>
          )}
          {won && (
            <th scope="col" className={styles.amount}>
              {say("col.won")}
            </th>
          )}
          <th scope="col">{say("col.exclusivity")}</th>
          {change && <th scope="col" className={styles.deed} aria-label={say("col.do")} />}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const grade = toneOf("grade", line.grade);
          const exclusivity = toneOf("exclusivity", line.exclusivity);
          return (
            <tr key={line.id}>
              <th scope="row">
                <AccountName account={line.account} opens={line.opens} />
                {line.reason && <div className={styles.reason}>{line.reason}</div>}
              </th>
              <td data-label={say("col.person")}>
                {line.person && (
                  <Link to="/$noun/$id" params={{ noun: "people", id: line.person.id }} search={{}}>
                    {line.person.name}
                  </Link>
                )}
                {line.unit && <div className={styles.reason}>{line.unit.name}</div>}
                {line.attention && (
                  <div>
                    <Tone tone={line.attention === "moved" ? "gold" : "red"}>
                      {say(`attention.${line.attention}`)}
                    </Tone>
                  </div>
                )}
              </td>
              <td data-label={say("col.grade")} data-empty={grade ? undefined : ""}>
                {grade && <Tone tone={grade.tone}>{grade.label}</Tone>}
              </td>
              {potential && (
                <td
                  className={styles.amount}
                  data-label={say("col.potential")}
                  data-empty={line.potential ? undefined : ""}
                >
                  {line.potential && format.money(line.potential)}
                </td>
              )}
              {won && (
                <td
                  className={styles.amount}
                  data-label={say("col.won")}
                  data-empty={line.won ? undefined : ""}
                >
                  {line.won && format.money(line.won)}
                </td>
              )}
              <td data-label={say("col.exclusivity")}>
                <Tone tone={exclusivity?.tone}>{say(`exclusivity.${line.exclusivity}`)}</Tone>
              </td>
              {change && (
                <td className={styles.deed}>
                  <Button
                    type="text"
                    icon={<EditOutlined />}
                    aria-label={say("change", { name: line.account.name })}
                    onClick={() => change(line)}
                  />
                  <Button
                    type="text"
                    icon={<CloseOutlined />}
                    aria-label={say("remove", { name: line.account.name })}
                    onClick={() => remove?.(line)}
                  />
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
