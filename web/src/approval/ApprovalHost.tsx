import { Suspense, useEffect, useState } from "react";
import { useWritten } from "../resource/useWrites";
import { part } from "../parts/part";
import { type Act, hostApprovals } from "./ask";

const ApprovalDialog = part(() => import("./ApprovalDialog"));

interface Asked {
  act: Act;
  answer: (sent: boolean) => void;
}

/** Asks, wherever a write is refused because it needs approval, whether it is to be sent. */
export function ApprovalHost() {
  const [asked, setAsked] = useState<Asked>();
  const written = useWritten();
  useEffect(() => hostApprovals((act) => new Promise((answer) => setAsked({ act, answer }))), []);
  if (!asked) return null;
  return (
    <Suspense fallback={null}>
      <ApprovalDialog
        act={asked.act}
        answer={(sent) => {
          setAsked(undefined);
          asked.answer(sent);
          if (sent) void written();
        }}
      />
    </Suspense>
  );
}
