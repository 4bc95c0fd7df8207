import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Space, Upload } from "antd";
import { Tone } from "@shell/resource/Cell";
import { Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import { forgetProfile, keepProfile, listProfiles, profileFile, type ProfileName } from "./calls";
import styles from "./Imports.module.css";
import { save } from "./save";
import { book } from "./words";

/** Mappings that are there to be chosen: taken away as files, brought in from files. */
export function Profiles() {
  const say = useBook(book);
  const { locale } = useReader();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const found = useQuery({ queryKey: ["import-profiles", locale], queryFn: listProfiles });
  const act = async (work: () => Promise<unknown>) => {
    try {
      await work();
      await queries.invalidateQueries({ queryKey: ["import-profiles"] });
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  const forget = (profile: ProfileName) =>
    modal.confirm({
      title: say("profiles.delete.title", { name: profile.label }),
      okText: say("profiles.delete"),
      okButtonProps: { danger: true },
      cancelText: say("cancel"),
      onOk: () => act(() => forgetProfile(profile)),
    });
  if (found.isPending) return <Waiting lines={3} />;
  return (
    <section className={styles.section} aria-label={say("profiles")}>
      <h2>{say("profiles")}</h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <tbody>
            {(found.data?.rows ?? []).map((profile) => (
              <tr key={profile.id ?? profile.name}>
                <th scope="row">{profile.label}</th>
                <td>
                  {profile.shipped && <Tone tone="blue">{say("profiles.shipped")}</Tone>}
                  {profile.shared && <Tone tone="green">{say("profiles.shared")}</Tone>}
                </td>
                <td data-number>
                  <Space>
                    <Button
                      size="small"
                      onClick={() =>
                        void act(async () => save(await profileFile(profile.name), `${profile.name}.toml`))
                      }
                    >
                      {say("profiles.file")}
                    </Button>
                    {!profile.shipped && profile.mine && (
                      <Button size="small" danger onClick={() => forget(profile)}>
                        {say("profiles.delete")}
                      </Button>
                    )}
                  </Space>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Upload
        accept=".toml"
        showUploadList={false}
        beforeUpload={(file) => {
          const name = file.name.replace(/\.toml$/i, "");
          void act(async () => keepProfile({ name, shared: false, toml: await file.text() }));
          return false;
        }}
      >
        <Button style={{ marginTop: 8 }}>{say("profiles.bring")}</Button>
      </Upload>
    </section>
  );
}
