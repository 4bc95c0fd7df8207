import { QuestionCircleOutlined } from "../theme/icons";
import { Form, type FormRule as Rule, Tooltip } from "antd";
import { useMeta } from "../api/queries";
import type { Field, Labels, Meta, Option, Value } from "../api/types";
import { useReader } from "../words/Reader";
import { FieldInput } from "./FieldInput";
import { useComplaint } from "./complaint/useComplaint";

/** The kinds of row that people know by name. */
function nounOptions(meta: Meta | undefined): Option[] {
  const known = meta?.nouns.filter((noun) => noun.group && noun.may.read !== false) ?? [];
  return known.map((noun) => ({ value: noun.name, label: noun.label }));
}

interface Props {
  field: Field;
  labels?: Labels;
  autoFocus?: boolean;
  /** The field of the same form that narrows this one's choice. */
  parent?: Field;
}

/** One field of a form: its label with help, its input, and beside it whatever is wrong with it. */
export function FieldItem({ field: given, labels, autoFocus, parent }: Props) {
  const { locale } = useReader();
  const complain = useComplaint();
  const form = Form.useFormInstance();
  const meta = useMeta(locale);
  // A reference to any kind of row: which kind, another field of the form says.
  const sibling = given.ref === "*" ? given.name.replace(/_id$/, "_noun") : undefined;
  const kind: unknown = Form.useWatch(sibling ?? [], form);
  const field = sibling
    ? { ...given, ref: typeof kind === "string" ? kind : null }
    : given.kind === "text" && /_noun$/.test(given.name)
      ? { ...given, kind: "choice" as const, options: nounOptions(meta) }
      : given;
  const chosen: unknown = Form.useWatch(parent?.name ?? [], form);
  const within = parent && typeof chosen === "string" ? { field: parent.name, id: chosen } : undefined;
  const judged = (typing: boolean): Rule => ({
    validateTrigger: typing ? "onChange" : "onBlur",
    validator: (_, value: Value) => {
      const wrong = complain(field, value, typing);
      return wrong ? Promise.reject(new Error(wrong)) : Promise.resolve();
    },
  });
  return (
    <Form.Item
      name={field.name}
      required={field.required}
      label={
        field.kind === "bool" ? undefined : (
          <span>
            {field.label}{" "}
            {field.help && (
              <Tooltip title={field.help}>
                <QuestionCircleOutlined className="muted" aria-label={field.help} />
              </Tooltip>
            )}
          </span>
        )
      }
      validateTrigger={["onBlur", "onChange"]}
      validateFirst
      rules={[judged(true), judged(false)]}
    >
      <FieldInput
        field={field}
        labels={labels}
        autoFocus={autoFocus}
        within={within}
        aria-required={field.required}
      />
    </Form.Item>
  );
}
