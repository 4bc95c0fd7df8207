import { useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { sessionQuery } from "../api/queries";
import { useReader } from "../words/Reader";
import { SignInForm } from "./SignInForm";

/** Laid over the page, which stays as it was: nothing typed is lost. */
export default function SessionExpired({ login, back }: { login: string; back: () => void }) {
  const { say } = useReader();
  const queries = useQueryClient();
  return (
    <Modal open title={say("expired.title")} footer={null} closable={false} keyboard={false} width={380}>
      <p className="muted" style={{ marginBottom: 16 }}>
        {say("expired.hint")}
      </p>
      <SignInForm
        login={login}
        done={(session) => {
          queries.setQueryData(sessionQuery.queryKey, session);
          back();
        }}
      />
    </Modal>
  );
}
