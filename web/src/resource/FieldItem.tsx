import { QuestionCircleOutlined } from "../theme/icons";
import { Form, Tooltip } from "antd";
import type { Field, Labels, Value } from "../api/types";
import { useReader } from "../words/Reader";
import { FieldInput } from "./FieldInput";
import { complaint } from "./formFields";

interface Props {
  field: Field;
  labels?: Labels;
  autoFocus?: boolean;
  /** The field of the same form that narrows this one's choice. */
  parent?: Field;
}

/** One field of a form: its label with help, its input, and beside it whatever is wrong with it. */
export function FieldItem({ field, labels, autoFocus, parent }: Props) {
  const { say } = useReader();
  const form = Form.useFormInstance();
  const chosen: unknown = Form.useWatch(parent?.name ?? [], form);
  const within = parent && typeof chosen === "string" ? { field: parent.name, id: chosen } : undefined;
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
      rules={[
        {
          validateTrigger: field.required ? ["onBlur", "onChange"] : "onBlur",
          validator: (_, value: Value) => {
            const wrong = complaint(field, value, say);
            return wrong ? Promise.reject(new Error(wrong)) : Promise.resolve();
          },
        },
      ]}
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
